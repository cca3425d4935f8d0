package dev.berth.registry.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// One key of the configuration and what becomes of it. In a path, `*` stands for any one name or index, a last `**`
/// for anything below.
/// `note` says what a working key does, why an ignored one has no effect, and what to do about a refused one.
public record ConfigurationKey(String path, Fate fate, String fallback, String note, Set<String> harmless) {

    /// What the server does when it meets a key.
    public enum Fate {
        WORKS,
        WITHOUT_EFFECT,
        REFUSED
    }

    static ConfigurationKey works(String path, String fallback, String note) {
        return new ConfigurationKey(path, Fate.WORKS, fallback, note, Set.of());
    }

    static ConfigurationKey withoutEffect(String path, String reason) {
        return new ConfigurationKey(path, Fate.WITHOUT_EFFECT, "", reason, Set.of());
    }

    /// Refused, except with one of the `harmless` values, which ask for nothing.
    static ConfigurationKey refused(String path, String cure, String... harmless) {
        return new ConfigurationKey(path, Fate.REFUSED, "", cure, Set.of(harmless));
    }

    boolean matches(List<String> names) {
        List<String> own = names();
        boolean open = own.getLast().equals("**");
        int fixed = open ? own.size() - 1 : own.size();
        boolean length = open ? names.size() >= fixed : names.size() == fixed;
        return length && samePrefix(own, names, fixed);
    }

    /// True when the names are a section on the way to this key.
    boolean isBelow(List<String> names) {
        List<String> own = names();
        return names.size() < own.size() && samePrefix(own, names, names.size());
    }

    private List<String> names() {
        return Arrays.asList(path.split("\\."));
    }

    private static boolean samePrefix(List<String> own, List<String> names, int length) {
        for (int i = 0; i < length; i++) {
            if (!own.get(i).equals("*") && !own.get(i).equals(names.get(i))) {
                return false;
            }
        }
        return true;
    }
}
