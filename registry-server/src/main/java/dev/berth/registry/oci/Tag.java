package dev.berth.registry.oci;

import java.util.regex.Pattern;

/// A movable name of a manifest, at most 128 characters.
public record Tag(String value) implements Reference, Comparable<Tag> {
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    public Tag {
        if (!isValid(value)) {
            throw RegistryException.of(ErrorCode.TAG_INVALID, "not a tag: '" + Shortened.of(value) + "'");
        }
    }

    public static Tag parse(String text) {
        return new Tag(text);
    }

    public static boolean isValid(String text) {
        return text.length() <= 128 && GRAMMAR.matcher(text).matches();
    }

    @Override
    public int compareTo(Tag other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
