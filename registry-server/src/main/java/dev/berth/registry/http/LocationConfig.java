package dev.berth.registry.http;

import dev.berth.registry.configuration.ConfigurationNode;
import java.util.Optional;
import java.util.regex.Pattern;

/// How the registry names itself in `Location` headers: relative, or by a fixed `scheme://host`,
/// or by what the request says. The prefix is a path below which everything is served, or empty.
public record LocationConfig(boolean relative, Optional<String> host, String prefix) {
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9._:\\[\\]-]+");

    public static LocationConfig defaults() {
        return new LocationConfig(true, Optional.empty(), "");
    }

    /// Relative unless the file says otherwise or names a host: it is right behind every proxy.
    public static LocationConfig from(ConfigurationNode root) {
        Optional<String> host = root.string("http.host")
                .map(text -> text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
                .filter(text -> !text.isEmpty());
        if (host.isPresent() && !ORIGIN.matcher(host.get()).matches()) {
            throw root.wrong("http.host", "must be a URL without a path, such as https://registry.example.com");
        }
        String prefix = root.string("http.prefix", "/");
        return new LocationConfig(
                root.bool("http.relativeurls", host.isEmpty()),
                host,
                prefix.substring(0, Math.max(0, prefix.length() - 1)));
    }
}
