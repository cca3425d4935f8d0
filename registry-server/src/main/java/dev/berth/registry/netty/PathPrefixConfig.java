package dev.berth.registry.netty;

import dev.berth.registry.configuration.ConfigurationNode;
import java.util.regex.Pattern;

/// The path below which the registry is published: `/path` or empty. The key `http.prefix` has a slash at both ends.
public record PathPrefixConfig(String prefix) {
    private static final Pattern FORM = Pattern.compile("(/[A-Za-z0-9._~-]+)*/");

    public static PathPrefixConfig from(ConfigurationNode root) {
        String text = root.string("http.prefix", "/");
        if (!FORM.matcher(text).matches()) {
            throw root.wrong("http.prefix", "must begin and end with a slash, such as /registry/");
        }
        return new PathPrefixConfig(text.substring(0, text.length() - 1));
    }
}
