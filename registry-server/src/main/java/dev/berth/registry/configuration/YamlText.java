package dev.berth.registry.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// YAML as maps, lists and texts. Scalars stay text, so that `secret: 0123` is not read as the octal number 83.
final class YamlText {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int DEEPEST = 20;

    private YamlText() {}

    static Map<String, @Nullable Object> parseMap(String yaml, String source) {
        return switch (parse(yaml, source)) {
            case null -> new LinkedHashMap<>();
            case Map<?, ?> map -> copy(map, source);
            default ->
                throw new ConfigurationException(source + " must hold keys and values, such as \"version: 0.1\"");
        };
    }

    /// The value as mutable maps, lists and texts; null for an empty document.
    static @Nullable Object parse(String yaml, String source) {
        try {
            return normal(reader().load(yaml), source);
        } catch (MarkedYAMLException e) {
            throw new ConfigurationException(source + " is not valid YAML: " + e.getProblem() + position(e));
        } catch (YAMLException e) {
            throw new ConfigurationException(source + " is not valid YAML: " + firstLine(e));
        }
    }

    private static Yaml reader() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setNestingDepthLimit(DEEPEST);
        options.setAllowDuplicateKeys(false);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new TextResolver());
    }

    private static @Nullable Object normal(@Nullable Object value, String source) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> copy(map, source);
            case List<?> list -> copy(list, source);
            default -> value.toString();
        };
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> map, String source) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new ConfigurationException(source + " has a key that is not a plain name: " + entry.getKey());
            }
            copy.put(key, normal(entry.getValue(), source));
        }
        return copy;
    }

    private static List<@Nullable Object> copy(List<?> list, String source) {
        List<@Nullable Object> copy = new ArrayList<>();
        for (Object item : list) {
            copy.add(normal(item, source));
        }
        return copy;
    }

    private static String position(MarkedYAMLException e) {
        return Optional.ofNullable(e.getProblemMark())
                .map(mark -> " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")")
                .orElse("");
    }

    private static String firstLine(YAMLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static final class TextResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, MERGE, "<", 10);
            addImplicitResolver(Tag.NULL, NULL, "~nN\0", 10);
            addImplicitResolver(Tag.NULL, EMPTY, null, 10);
        }
    }
}
