package dev.berth.registry.configuration;

import dev.berth.registry.configuration.ConfigurationKey.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Walks a tree and decides for each of its keys: silent, a warning, or a refusal. Nothing is passed over in silence.
final class ConfigurationCheck {
    private static final Set<String> NOT_DRIVERS = Set.of("delete", "redirect", "cache", "tag", "maintenance");

    private final List<String> warnings = new ArrayList<>();

    private ConfigurationCheck() {}

    /// The warnings, one sentence each.
    static List<String> check(ConfigurationNode root) {
        version(root);
        one(root, "storage", NOT_DRIVERS);
        one(root, "auth", Set.of());
        ConfigurationCheck check = new ConfigurationCheck();
        check.walk(List.of(), root.values());
        return List.copyOf(check.warnings);
    }

    private static void version(ConfigurationNode root) {
        String version = root.string("version", "0.1");
        if (!version.equals("0.1")) {
            throw root.wrong("version", "\"" + version + "\" is not known; write \"version: 0.1\"");
        }
    }

    private static void one(ConfigurationNode root, String section, Set<String> others) {
        Set<String> names = new TreeSet<>(root.section(section).keys());
        names.removeAll(others);
        if (names.size() > 1) {
            throw root.wrong(
                    section, "names " + String.join(" and ", names) + ", but only one can be used; remove the others");
        }
        if (names.isEmpty() && section.equals("storage")) {
            throw root.wrong(section, "names no driver; add storage.filesystem.rootdirectory or storage.s3.bucket");
        }
        names.stream().filter(name -> !isKnown(List.of(section, name))).forEach(name -> {
            throw new ConfigurationException(section + "." + name + " is not known; use " + section + "."
                    + (section.equals("storage") ? "filesystem or storage.s3" : "htpasswd"));
        });
    }

    private void walk(List<String> names, @Nullable Object value) {
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> map.forEach((key, below) -> walk(append(names, String.valueOf(key)), below));
            case List<?> list
            when !list.isEmpty() -> {
                for (int i = 0; i < list.size(); i++) {
                    walk(append(names, Integer.toString(i)), list.get(i));
                }
            }
            case null -> leaf(names, "");
            default -> leaf(names, value instanceof String text ? text : "");
        }
    }

    private void leaf(List<String> names, String value) {
        String path = String.join(".", names);
        ConfigurationKey key = ConfigurationKeys.all().stream()
                .filter(known -> known.matches(names))
                .findFirst()
                .orElse(null);
        if (key == null) {
            unknown(names, path);
        } else if (key.fate() == Fate.REFUSED && !harmless(key, value)) {
            throw new ConfigurationException(path + " is not supported: " + key.note());
        } else if (key.fate() == Fate.WITHOUT_EFFECT) {
            warnings.add(path + " has no effect: " + key.note());
        }
    }

    private static boolean harmless(ConfigurationKey key, String value) {
        boolean driver = key.path().startsWith("storage.") || key.path().startsWith("auth.");
        return value.isEmpty() ? !driver : key.harmless().contains(value);
    }

    private void unknown(List<String> names, String path) {
        if (isKnown(names)) {
            return;
        }
        if (names.getFirst().equals("berth")) {
            throw new ConfigurationException(path + " is not a key of Berth; look for a typing error");
        }
        warnings.add(path + " is not known and has no effect; look for a typing error");
    }

    private static boolean isKnown(List<String> names) {
        return ConfigurationKeys.all().stream().anyMatch(key -> key.matches(names) || key.isBelow(names));
    }

    private static List<String> append(List<String> names, String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return longer;
    }
}
