package dev.berth.registry.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The checked settings of one start: the tree, where it came from, what is to be warned about, and the variables
/// it was made with.
public record Configuration(
        ConfigurationNode root, String origin, List<String> warnings, Map<String, String> environment) {
    private static final List<Path> USUAL =
            List.of(Path.of("/etc/distribution/config.yml"), Path.of("/etc/docker/registry/config.yml"));
    private static final String BUILT_IN = """
            version: 0.1
            storage:
              filesystem:
                rootdirectory: /var/lib/registry
              delete:
                enabled: true
            http:
              addr: :5000
              debug:
                addr: :5001
                prometheus:
                  enabled: true
            """;

    /// From the file named on the command line, else by `REGISTRY_CONFIGURATION_PATH`, else a usual place, else
    /// built-in defaults;
    /// `REGISTRY_*` variables over it. Throws [ConfigurationException] with the sentence to show.
    public static Configuration load(Optional<Path> argument, Map<String, String> environment) {
        return load(argument, environment, USUAL);
    }

    static Configuration load(Optional<Path> argument, Map<String, String> environment, List<Path> usual) {
        Optional<Path> file = argument.or(() -> Optional.ofNullable(environment.get("REGISTRY_CONFIGURATION_PATH"))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of))
                .or(() -> usual.stream().filter(Files::isRegularFile).findFirst());
        String origin = file.map(Path::toString).orElse("built-in defaults");
        return of(file.map(Configuration::read).orElse(BUILT_IN), origin, environment);
    }

    /// From the text of a file.
    public static Configuration of(String yaml, String origin, Map<String, String> environment) {
        Map<String, @Nullable Object> tree = YamlText.parseMap(yaml, origin);
        List<String> ignored = EnvironmentRule.apply(tree, environment, sections());
        shorthand(tree, "storage");
        shorthand(tree, "auth");
        ConfigurationNode root = ConfigurationNode.root(tree);
        List<String> warnings = ConfigurationCheck.check(root);
        Stream<String> variables = ignored.isEmpty()
                ? Stream.empty()
                : Stream.of("no setting is named by the environment's " + String.join(", ", ignored));
        return new Configuration(
                root, origin, Stream.concat(warnings.stream(), variables).toList(), Map.copyOf(environment));
    }

    /// `storage: filesystem` is short for an empty section of that name.
    private static void shorthand(Map<String, @Nullable Object> tree, String section) {
        if (tree.get(section) instanceof String name && !name.isEmpty()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put(name, new LinkedHashMap<String, @Nullable Object>());
            tree.put(section, map);
        }
    }

    private static TreeSet<String> sections() {
        return ConfigurationKeys.all().stream()
                .map(key -> key.path().split("\\.", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new ConfigurationException("The configuration file " + file
                    + (Files.exists(file) ? " cannot be read; check its permissions" : " does not exist"));
        }
    }
}
