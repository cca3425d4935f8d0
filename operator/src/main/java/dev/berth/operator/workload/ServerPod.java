package dev.berth.operator.workload;

import dev.berth.api.v1alpha1.TemplateSpec;
import dev.berth.operator.owned.Restricted;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pod of the server, with the user's additions. Its only trigger for a new pod is its own text: users and
/// certificates are volumes that the server reads again by itself.
final class ServerPod {
    private static final long GRACE_SECONDS = Server.LEAVE_SECONDS + Server.DRAIN_SECONDS + 5L;

    private ServerPod() {}

    static PodTemplateSpec of(RegistryPlan plan) {
        Map<String, String> annotations = new HashMap<>();
        TemplateSpec template = plan.spec().template();
        if (template != null && template.annotations() != null) {
            annotations.putAll(template.annotations());
        }
        annotations.put("berth.dev/config-checksum", plan.config().checksum());
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Labels.of(plan.names(), Component.SERVER))
                .withAnnotations(annotations)
                .endMetadata()
                .withSpec(addWishes(spec(plan), template).build())
                .build();
    }

    private static PodSpecBuilder spec(RegistryPlan plan) {
        return new PodSpecBuilder()
                .withServiceAccountName(plan.serviceAccount())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withSecurityContext(Restricted.pod())
                .withContainers(container(plan))
                .withTopologySpreadConstraints(Spread.of(plan))
                .withVolumes(ServerVolumes.volumes(plan));
    }

    private static PodSpecBuilder addWishes(PodSpecBuilder pod, @Nullable TemplateSpec template) {
        if (template == null) {
            return pod;
        }
        return pod.withNodeSelector(template.nodeSelector())
                .withTolerations(template.tolerations() == null ? List.of() : template.tolerations())
                .withAffinity(template.affinity())
                .withPriorityClassName(template.priorityClassName());
    }

    private static Container container(RegistryPlan plan) {
        TemplateSpec template = plan.spec().template();
        return new ContainerBuilder()
                .withName("registry")
                .withImage(plan.image())
                .withArgs("serve", Server.CONFIG + "/" + Server.CONFIG_KEY)
                .withEnv(variables(template))
                .withPorts(
                        new ContainerPortBuilder()
                                .withName(Server.REGISTRY_PORT_NAME)
                                .withContainerPort(Server.REGISTRY_PORT)
                                .withProtocol("TCP")
                                .build(),
                        new ContainerPortBuilder()
                                .withName(Server.METRICS_PORT_NAME)
                                .withContainerPort(Server.METRICS_PORT)
                                .withProtocol("TCP")
                                .build())
                .withResources(resources(template))
                .withSecurityContext(Restricted.container())
                .withStartupProbe(probe("/readyz", 2, 60))
                .withReadinessProbe(probe("/readyz", 5, 2))
                .withLivenessProbe(probe("/livez", 10, 6))
                .withVolumeMounts(ServerVolumes.mounts(plan))
                .withLifecycle(lifecycle(plan))
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    /// Where other pods go on serving, none may be stopped while a node still sends it requests. The image has no
    /// program that could sleep.
    private static @Nullable Lifecycle lifecycle(RegistryPlan plan) {
        return plan.overlapsPods()
                ? new LifecycleBuilder()
                        .withNewPreStop()
                        .withNewSleep((long) Server.LEAVE_SECONDS)
                        .endPreStop()
                        .build()
                : null;
    }

    private static List<EnvVar> variables(@Nullable TemplateSpec template) {
        return template == null || template.env() == null ? List.of() : template.env();
    }

    private static ResourceRequirements resources(@Nullable TemplateSpec template) {
        if (template != null && template.resources() != null) {
            return template.resources();
        }
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity("50m"))
                .addToRequests("memory", new Quantity("192Mi"))
                .addToLimits("memory", new Quantity("512Mi"))
                .build();
    }

    private static Probe probe(String path, int period, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString(Server.METRICS_PORT_NAME))
                .endHttpGet()
                .withPeriodSeconds(period)
                .withTimeoutSeconds(3)
                .withFailureThreshold(failures)
                .build();
    }
}
