package dev.berth.operator.plan;

import java.util.Map;
import java.util.TreeMap;

/// Labels of owned objects: informers select by them and find the way back to the Registry.
public final class Labels {
    public static final String NAME = "app.kubernetes.io/name";
    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String COMPONENT = "app.kubernetes.io/component";
    public static final String OPERATOR = "berth-operator";

    /// Selects what this operator owns.
    public static final String SELECTOR = MANAGED_BY + "=" + OPERATOR;

    static final String REGISTRY = "berth-registry";

    private Labels() {}

    /// All labels of an object.
    public static Map<String, String> of(Names names, Component component) {
        return sorted(
                Map.of(NAME, REGISTRY, INSTANCE, names.registry(), MANAGED_BY, OPERATOR, COMPONENT, component.label()));
    }

    /// The labels that select the server's pods; they never change.
    public static Map<String, String> serverSelector(Names names) {
        return sorted(Map.of(NAME, REGISTRY, INSTANCE, names.registry(), COMPONENT, Component.SERVER.label()));
    }

    /// `Map.of` has another order in every virtual machine.
    private static Map<String, String> sorted(Map<String, String> labels) {
        return new TreeMap<>(labels);
    }
}
