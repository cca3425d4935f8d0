package dev.berth.operator.owned;

import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/// Metadata of owned objects. What can't be made again (images, the authority, generated passwords) lives as long as
/// the storage's deletion policy says; everything else lives with the Registry.
public final class Metadata {
    private Metadata() {}

    public static ObjectMeta withRegistry(RegistryPlan plan, String name, Component component) {
        return builder(plan, name, component).withOwnerReferences(owner(plan)).build();
    }

    public static ObjectMeta withData(RegistryPlan plan, String name, Component component) {
        return plan.deletesData()
                ? withRegistry(plan, name, component)
                : builder(plan, name, component).build();
    }

    private static ObjectMetaBuilder builder(RegistryPlan plan, String name, Component component) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(plan.names().namespace())
                .withLabels(Labels.of(plan.names(), component));
    }

    /// The Registry as the owner. It does not block deletion, since the operator may not set finalizers for others.
    static OwnerReference owner(RegistryPlan plan) {
        return new OwnerReferenceBuilder()
                .withApiVersion(HasMetadata.getApiVersion(plan.registry().getClass()))
                .withKind(HasMetadata.getKind(plan.registry().getClass()))
                .withName(plan.names().registry())
                .withUid(plan.registry().getMetadata().getUid())
                .withController(true)
                .build();
    }
}
