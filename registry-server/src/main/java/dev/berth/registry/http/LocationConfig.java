package dev.berth.registry.http;

import java.util.Optional;

/// How the registry names itself in `Location` headers: relative, or by a fixed `scheme://host`,
/// or by what the request says. The prefix is a path below which everything is served, or empty.
public record LocationConfig(boolean relative, Optional<String> host, String prefix) {

    public static LocationConfig defaults() {
        return new LocationConfig(true, Optional.empty(), "");
    }
}
