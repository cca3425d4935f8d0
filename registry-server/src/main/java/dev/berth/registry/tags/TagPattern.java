package dev.berth.registry.tags;

import dev.berth.registry.oci.Tag;
import java.util.regex.Pattern;

/// A glob over tags: `*` stands for anything.
public record TagPattern(Pattern pattern) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.*-]{1,128}");

    static boolean isValid(String text) {
        return ALLOWED.matcher(text).matches();
    }

    /// Of a text that is valid.
    static TagPattern of(String text) {
        return new TagPattern(Pattern.compile(text.replace(".", "\\.").replace("*", ".*")));
    }

    boolean matches(Tag tag) {
        return pattern.matcher(tag.value()).matches();
    }
}
