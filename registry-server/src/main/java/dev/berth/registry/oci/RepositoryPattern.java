package dev.berth.registry.oci;

import java.util.regex.Pattern;

/// A glob over repository names: `*` stands for anything within one component, `**` for anything at all.
public final class RepositoryPattern {
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9._/*-]{1,255}");

    private final String text;
    private final Pattern pattern;

    private RepositoryPattern(String text) {
        this.text = text;
        this.pattern = Pattern.compile(text.replace(".", "\\.")
                .replaceAll("\\*{2,}", "\u0000")
                .replace("*", "[^/]*")
                .replace("\u0000", ".*"));
    }

    public static boolean isValid(String text) {
        return ALLOWED.matcher(text).matches();
    }

    /// Of a text that is valid.
    public static RepositoryPattern of(String text) {
        return new RepositoryPattern(text);
    }

    public boolean matches(String repository) {
        return pattern.matcher(repository).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
