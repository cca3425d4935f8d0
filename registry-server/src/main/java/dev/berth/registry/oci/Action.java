package dev.berth.registry.oci;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a client does to a repository, or to the registry as a whole; in the words that token scopes use.
public enum Action {
    PULL,
    PUSH,
    DELETE,
    CATALOG;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Action> of(String text) {
        return Stream.of(values()).filter(action -> action.text().equals(text)).findFirst();
    }
}
