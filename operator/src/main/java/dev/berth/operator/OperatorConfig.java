package dev.berth.operator;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The operator's settings, all from the environment. No namespaces means all of them; without a namespace of its own
/// (on a developer's machine) it runs without leader election.
public record OperatorConfig(
        String serverImage,
        Set<String> watchNamespaces,
        @Nullable String namespace,
        String instance) {
    static OperatorConfig from(Map<String, String> environment) {
        String image = environment.get("BERTH_SERVER_IMAGE");
        if (image == null || image.isBlank()) {
            throw new IllegalStateException(
                    "BERTH_SERVER_IMAGE is not set: name the image that the registries' pods are to run");
        }
        Set<String> namespaces = Arrays.stream(
                        environment.getOrDefault("BERTH_WATCH_NAMESPACES", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        return new OperatorConfig(
                image,
                namespaces,
                environment.get("POD_NAMESPACE"),
                environment.getOrDefault("HOSTNAME", "berth-operator"));
    }
}
