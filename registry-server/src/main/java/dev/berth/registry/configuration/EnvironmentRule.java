package dev.berth.registry.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lays `REGISTRY_*` variables over a tree: `REGISTRY_HTTP_ADDR` is `http.addr`, applied in the order of the names,
/// each value read as YAML.
/// A variable that names a section replaces it whole; a number as a name is an index of a list, its length appends.
final class EnvironmentRule {
    private static final String PREFIX = "REGISTRY_";
    private static final String PATH = "REGISTRY_CONFIGURATION_PATH";
    private static final Pattern INDEX = Pattern.compile("\\d{1,6}");

    private final Map<String, @Nullable Object> root;
    private final Set<String> sections;
    private final List<String> ignored = new ArrayList<>();

    private EnvironmentRule(Map<String, @Nullable Object> root, Set<String> sections) {
        this.root = root;
        this.sections = sections;
    }

    /// Changes `root` and answers the names of the variables that concern no known section, such as Kubernetes'
    /// `REGISTRY_PORT`.
    static List<String> apply(
            Map<String, @Nullable Object> root, Map<String, String> environment, Set<String> sections) {
        EnvironmentRule rule = new EnvironmentRule(root, sections);
        new TreeMap<>(environment).forEach(rule::applyOne);
        return List.copyOf(rule.ignored);
    }

    private void applyOne(String variable, String value) {
        if (!variable.startsWith(PREFIX) || variable.equals(PATH)) {
            return;
        }
        List<String> segments = List.of(variable.substring(PREFIX.length()).split("_", -1));
        if (!sections.contains(segments.getFirst().toLowerCase(Locale.ROOT))) {
            ignored.add(variable);
            return;
        }
        if (segments.contains("")) {
            throw new ConfigurationException(
                    variable + " has an empty part in its name; write one _ between two names");
        }
        put(new Target(root, segments, variable), YamlText.parse(value, variable));
    }

    private void put(Target target, @Nullable Object value) {
        switch (target.parent) {
            case Map<?, ?> map -> putInMap(target, asMap(map), value);
            case List<?> list -> putInList(target, asList(list), value);
            default -> throw new ConfigurationException(target.variable + " names something below a single value");
        }
    }

    private void putInMap(Target target, Map<String, @Nullable Object> map, @Nullable Object value) {
        String key = keyIn(map, target.segments.getFirst());
        if (target.last()) {
            map.put(key, value);
        } else {
            Object child = map.get(key);
            Object container = isContainer(child) ? child : target.emptyContainer(child);
            map.put(key, container);
            put(target.below(container), value);
        }
    }

    private void putInList(Target target, List<@Nullable Object> list, @Nullable Object value) {
        int index = target.index(list.size());
        if (index == list.size()) {
            list.add(null);
        }
        if (target.last()) {
            list.set(index, value);
        } else {
            Object child = list.get(index);
            Object container = isContainer(child) ? child : target.emptyContainer(child);
            list.set(index, container);
            put(target.below(container), value);
        }
    }

    private static boolean isContainer(@Nullable Object value) {
        return value instanceof Map || value instanceof List;
    }

    private static String keyIn(Map<String, @Nullable Object> map, String segment) {
        return map.keySet().stream()
                .filter(key -> key.equalsIgnoreCase(segment))
                .findFirst()
                .orElse(segment.toLowerCase(Locale.ROOT));
    }

    @SuppressWarnings("unchecked") // trees come from YamlText
    private static Map<String, @Nullable Object> asMap(Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
    }

    @SuppressWarnings("unchecked") // trees come from YamlText
    private static List<@Nullable Object> asList(List<?> list) {
        return (List<@Nullable Object>) list;
    }

    private record Target(Object parent, List<String> segments, String variable) {
        boolean last() {
            return segments.size() == 1;
        }

        Target below(@Nullable Object child) {
            return new Target(child == null ? Map.of() : child, segments.subList(1, segments.size()), variable);
        }

        /// A single value on the way becomes the name of a section, as in `storage: s3`.
        Object emptyContainer(@Nullable Object child) {
            if (INDEX.matcher(segments.get(1)).matches()) {
                return new ArrayList<@Nullable Object>();
            }
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            if (child instanceof String name && !name.isEmpty()) {
                map.put(name, new LinkedHashMap<String, @Nullable Object>());
            }
            return map;
        }

        int index(int size) {
            String segment = segments.getFirst();
            int index = INDEX.matcher(segment).matches() ? Integer.parseInt(segment) : Integer.MAX_VALUE;
            if (index > size) {
                throw new ConfigurationException(variable + " names item " + segment + " of a list of " + size
                        + "; items are counted from 0 without gaps");
            }
            return index;
        }
    }
}
