package dev.berth.operator.gc;

import dev.berth.operator.owned.Restricted;
import dev.berth.operator.plan.Component;
import dev.berth.operator.plan.Labels;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/// The pod that calls the maintenance API and waits for the report. It trusts the one certificate the server should
/// present.
final class GcPod {
    private static final int READ_FOR_GROUP = 0440;

    private GcPod() {}

    static PodTemplateSpec of(RegistryPlan plan) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Labels.of(plan.names(), Component.GARBAGE_COLLECTION))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName(plan.names().base())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withSecurityContext(Restricted.pod())
                .withContainers(container(plan))
                .withVolumes(volumes(plan))
                .endSpec()
                .build();
    }

    private static Container container(RegistryPlan plan) {
        return new ContainerBuilder()
                .withName("collect")
                .withImage(plan.image())
                .withArgs(arguments(plan))
                .withResources(new ResourceRequirementsBuilder()
                        .addToRequests("cpu", new Quantity("10m"))
                        .addToRequests("memory", new Quantity("96Mi"))
                        .addToLimits("memory", new Quantity("256Mi"))
                        .build())
                .withSecurityContext(Restricted.container())
                .withVolumeMounts(mounts(plan))
                .build();
    }

    private static List<String> arguments(RegistryPlan plan) {
        List<String> arguments = new ArrayList<>(List.of(
                "collect",
                "--url",
                plan.scheme() + "://" + plan.clusterAddress(),
                "--token-file",
                Server.MAINTENANCE + "/" + Server.TOKEN_KEY,
                "--min-age",
                plan.spec().garbageCollection().minAge(),
                "--hold",
                plan.spec().garbageCollection().hold(),
                "--timeout",
                plan.spec().garbageCollection().activeDeadline()));
        if (plan.tls()) {
            arguments.addAll(List.of("--pin-certificate", Server.TLS + "/" + Server.CERTIFICATE_KEY));
        }
        if (plan.spec().garbageCollection().deleteUntagged()) {
            arguments.add("--delete-untagged");
        }
        if (plan.spec().garbageCollection().maxRate() > 0) {
            arguments.addAll(List.of(
                    "--max-rate", String.valueOf(plan.spec().garbageCollection().maxRate())));
        }
        return arguments;
    }

    private static List<Volume> volumes(RegistryPlan plan) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(new VolumeBuilder()
                .withName("tmp")
                .withNewEmptyDir()
                .endEmptyDir()
                .build());
        volumes.add(secret("maintenance", plan.names().maintenance(), Server.TOKEN_KEY));
        if (plan.tls()) {
            volumes.add(secret("tls", plan.names().certificate(), Server.CERTIFICATE_KEY));
        }
        return volumes;
    }

    private static List<VolumeMount> mounts(RegistryPlan plan) {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(
                new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build());
        mounts.add(readOnly("maintenance", Server.MAINTENANCE));
        if (plan.tls()) {
            mounts.add(readOnly("tls", Server.TLS));
        }
        return mounts;
    }

    private static Volume secret(String name, String secret, String key) {
        return new VolumeBuilder()
                .withName(name)
                .withNewSecret()
                .withSecretName(secret)
                .withDefaultMode(READ_FOR_GROUP)
                .withItems(new KeyToPath(key, null, key))
                .endSecret()
                .build();
    }

    private static VolumeMount readOnly(String name, String path) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(path)
                .withReadOnly(true)
                .build();
    }
}
