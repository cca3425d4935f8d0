package dev.berth.registry.oci;

import java.util.List;
import java.util.regex.Pattern;

/// The name of a repository: path components in lower case, at most 255 characters.
/// No component starts with an underscore, so a name never collides with the folders of the layout.
public record RepositoryName(String value) implements Comparable<RepositoryName> {
    private static final int MAX_LENGTH = 255;
    private static final Pattern GRAMMAR = Pattern.compile(
            "[a-z0-9]++(?:(?:[.]|__?|-++)[a-z0-9]++)*+(?:/[a-z0-9]++(?:(?:[.]|__?|-++)[a-z0-9]++)*+)*+");

    public RepositoryName {
        if (!isValid(value)) {
            throw RegistryException.of(ErrorCode.NAME_INVALID, "not a repository name: '" + Shortened.of(value) + "'");
        }
    }

    public static RepositoryName parse(String text) {
        return new RepositoryName(text);
    }

    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && GRAMMAR.matcher(text).matches();
    }

    public List<String> components() {
        return List.of(value.split("/", -1));
    }

    @Override
    public int compareTo(RepositoryName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
