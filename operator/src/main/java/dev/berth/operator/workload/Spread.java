package dev.berth.operator.workload;

import dev.berth.api.v1alpha1.TemplateSpec;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.List;

/// Keeps replicas apart, so that neither a node nor a zone takes all of them with it. It is a wish: a small cluster
/// runs them side by side.
final class Spread {
    private Spread() {}

    static List<TopologySpreadConstraint> of(RegistryPlan plan) {
        TemplateSpec template = plan.spec().template();
        if (template != null && template.topologySpreadConstraints() != null) {
            return template.topologySpreadConstraints();
        }
        return plan.sharedStorage()
                ? List.of(over("topology.kubernetes.io/zone", plan), over("kubernetes.io/hostname", plan))
                : List.of();
    }

    /// Each set of pods for itself: during an update the old ones are about to go.
    private static TopologySpreadConstraint over(String topology, RegistryPlan plan) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(topology)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .withMatchLabels(Labels.serverSelector(plan.names()))
                .endLabelSelector()
                .withMatchLabelKeys("pod-template-hash")
                .build();
    }
}
