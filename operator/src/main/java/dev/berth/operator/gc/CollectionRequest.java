package dev.berth.operator.gc;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.plan.Aspect;
import dev.berth.operator.plan.FormerStorage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the annotation of a Registry asks for: one collection for each value it takes.
public final class CollectionRequest {
    public static final String ANNOTATION = "berth.dev/collect-garbage";

    private static final int LONGEST = 256;

    private CollectionRequest() {}

    /// The annotation's value, or null.
    public static @Nullable String of(Registry registry) {
        Map<String, String> annotations = registry.getMetadata().getAnnotations();
        String value = annotations == null ? null : annotations.get(ANNOTATION);
        if (value == null || value.isBlank()) {
            return null;
        }
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    /// The value that no collection was started for, or null.
    public static @Nullable String pending(Registry registry) {
        String value = of(registry);
        return value == null || value.equals(met(registry)) ? null : value;
    }

    /// The pending value when the registry can be asked; as the pass before has found it. A move comes first.
    public static @Nullable String due(Registry registry) {
        return isReady(registry) && !FormerStorage.isInUse(registry) ? pending(registry) : null;
    }

    /// What to remember after a pass that could do what it had to.
    public static @Nullable String metBy(Registry registry, boolean done) {
        String due = due(registry);
        return due != null && done ? due : met(registry);
    }

    private static @Nullable String met(Registry registry) {
        RegistryStatus status = registry.getStatus();
        return status == null ? null : status.collectionRequest();
    }

    private static boolean isReady(Registry registry) {
        RegistryStatus status = registry.getStatus();
        return status != null
                && status.conditions() != null
                && status.conditions().stream()
                        .anyMatch(condition -> condition.getType().equals(Aspect.READY.type())
                                && condition.getStatus().equals("True"));
    }
}
