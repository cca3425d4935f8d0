package dev.berth.registry.configuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One section of the configuration. Keys are dotted paths below it; every value is kept as its text and typed on
/// reading.
/// A value of the wrong type is a [ConfigurationException] that names the whole key.
public final class ConfigurationNode {
    private static final Set<String> TRUE = Set.of("true", "yes", "on", "y", "True", "TRUE", "Yes", "On");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "n", "False", "FALSE", "No", "Off");

    private final String path;
    private final Map<String, @Nullable Object> values;

    private ConfigurationNode(String path, Map<String, @Nullable Object> values) {
        this.path = path;
        this.values = values;
    }

    /// The root of a tree of maps, lists and texts.
    public static ConfigurationNode root(Map<String, @Nullable Object> values) {
        return new ConfigurationNode("", values);
    }

    /// The root of the tree that this YAML text holds.
    public static ConfigurationNode parse(String yaml) {
        return root(YamlText.parseMap(yaml, "the configuration"));
    }

    /// True when the key is there, with a value or without.
    public boolean has(String key) {
        Step step = step(key);
        return step.parent.values.containsKey(step.last);
    }

    /// The names directly in this section, in the file's order.
    public Set<String> keys() {
        return values.keySet();
    }

    /// The section of this name, empty when absent.
    public ConfigurationNode section(String key) {
        Step step = step(key);
        return step.parent.child(step.last);
    }

    public Optional<String> string(String key) {
        return switch (value(key)) {
            case null -> Optional.empty();
            case String text -> Optional.of(text);
            default -> throw wrong(key, "must be a single value");
        };
    }

    public String string(String key, String fallback) {
        return string(key).orElse(fallback);
    }

    public long integer(String key, long fallback) {
        Optional<String> text = string(key);
        try {
            return text.isEmpty() ? fallback : Long.parseLong(text.get());
        } catch (NumberFormatException e) {
            throw wrong(key, "must be a whole number, not \"" + text.orElse("") + "\"");
        }
    }

    /// A whole number from 1 to a million.
    public int count(String key, int fallback) {
        long count = integer(key, fallback);
        if (count < 1 || count > 1_000_000) {
            throw wrong(key, "must be from 1 to 1000000, not " + count);
        }
        return (int) count;
    }

    public boolean bool(String key, boolean fallback) {
        Optional<String> text = string(key);
        if (text.isEmpty()) {
            return fallback;
        }
        if (TRUE.contains(text.get())) {
            return true;
        }
        if (FALSE.contains(text.get())) {
            return false;
        }
        throw wrong(key, "must be true or false, not \"" + text.get() + "\"");
    }

    public Duration duration(String key, Duration fallback) {
        Optional<String> text = string(key);
        return text.isEmpty()
                ? fallback
                : GoDuration.parse(text.get())
                        .orElseThrow(
                                () -> wrong(key, "must be a duration such as 30s or 168h, not \"" + text.get() + "\""));
    }

    /// The values of a list; a single value counts as a list of one, an absent key as an empty one.
    public List<String> strings(String key) {
        return switch (value(key)) {
            case null -> List.of();
            case String text -> List.of(text);
            case List<?> list -> list.stream().map(item -> text(key, item)).toList();
            default -> throw wrong(key, "must be a list");
        };
    }

    /// The sections of a list of sections.
    public List<ConfigurationNode> sections(String key) {
        Object value = value(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(key, "must be a list");
        }
        List<ConfigurationNode> sections = new ArrayList<>();
        for (Object item : list) {
            sections.add(asSection(absolute(key) + "." + sections.size(), item));
        }
        return List.copyOf(sections);
    }

    /// The error for a value that its reader cannot use: `<whole key> <problem>`.
    public ConfigurationException wrong(String key, String problem) {
        return new ConfigurationException(absolute(key) + " " + problem);
    }

    Map<String, @Nullable Object> values() {
        return values;
    }

    private @Nullable Object value(String key) {
        Step step = step(key);
        return step.parent.values.get(step.last);
    }

    private Step step(String key) {
        ConfigurationNode node = this;
        String rest = key;
        for (int dot = rest.indexOf('.'); dot >= 0; dot = rest.indexOf('.')) {
            node = node.child(rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        return new Step(node, rest);
    }

    private ConfigurationNode child(String name) {
        return asSection(absolute(name), values.get(name));
    }

    private String absolute(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private String text(String key, @Nullable Object item) {
        if (item instanceof String text) {
            return text;
        }
        throw wrong(key, "must be a list of single values");
    }

    @SuppressWarnings("unchecked") // YamlText and EnvironmentRule only build maps with text keys
    private static ConfigurationNode asSection(String path, @Nullable Object value) {
        return switch (value) {
            case null -> new ConfigurationNode(path, Map.of());
            case Map<?, ?> map -> new ConfigurationNode(path, (Map<String, @Nullable Object>) map);
            default -> throw new ConfigurationException(path + " must be a section, not a single value or a list");
        };
    }

    private record Step(ConfigurationNode parent, String last) {}
}
