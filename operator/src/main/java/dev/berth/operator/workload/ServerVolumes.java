package dev.berth.operator.workload;

import dev.berth.api.v1alpha1.StorageSpec;
import dev.berth.operator.plan.CanonicalQuantity;
import dev.berth.operator.plan.RegistryPlan;
import dev.berth.operator.plan.Server;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The server's volumes. Each is mounted as a whole directory: a single mounted file would never see an update.
final class ServerVolumes {
    private static final int READ_FOR_GROUP = 0440;

    private ServerVolumes() {}

    static List<Volume> volumes(RegistryPlan plan) {
        List<Volume> volumes = new ArrayList<>();
        volumes.addAll(data(plan));
        volumes.add(new VolumeBuilder()
                .withName("tmp")
                .withNewEmptyDir()
                .endEmptyDir()
                .build());
        volumes.add(new VolumeBuilder()
                .withName("config")
                .withNewConfigMap()
                .withName(plan.names().configMap())
                .withDefaultMode(READ_FOR_GROUP)
                .endConfigMap()
                .build());
        volumes.add(secret("auth", plan.names().htpasswd(), Server.HTPASSWD_KEY));
        volumes.add(maintenance(plan));
        if (plan.tls()) {
            volumes.add(secret("tls", plan.names().certificate(), Server.CERTIFICATE_KEY, Server.PRIVATE_KEY_KEY));
        }
        return volumes;
    }

    static List<VolumeMount> mounts(RegistryPlan plan) {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(plan.bucket() == null ? writable("data", Server.DATA) : writable("spool", Server.SPOOL));
        mounts.add(writable("tmp", "/tmp"));
        mounts.add(readOnly("config", Server.CONFIG));
        mounts.add(readOnly("auth", Server.AUTH));
        mounts.add(readOnly("maintenance", Server.MAINTENANCE));
        if (plan.needsBucketFiles()) {
            mounts.add(readOnly("s3", Server.BUCKET));
        }
        if (plan.tls()) {
            mounts.add(readOnly("tls", Server.TLS));
        }
        return mounts;
    }

    /// What replicas sign with only where they sign.
    private static Volume maintenance(RegistryPlan plan) {
        String secret = plan.names().maintenance();
        return plan.anonymousPull()
                ? secret("maintenance", secret, Server.TOKEN_KEY, Server.SIGNING_KEY)
                : secret("maintenance", secret, Server.TOKEN_KEY);
    }

    private static List<Volume> data(RegistryPlan plan) {
        if (plan.bucket() != null) {
            return bucket(plan);
        }
        VolumeBuilder volume = new VolumeBuilder().withName("data");
        StorageSpec.EmptyDir directory = plan.spec().storage().emptyDir();
        if (directory == null) {
            return List.of(volume.withNewPersistentVolumeClaim()
                    .withClaimName(plan.claimName())
                    .endPersistentVolumeClaim()
                    .build());
        }
        return List.of(volume.withNewEmptyDir()
                .withSizeLimit(directory.sizeLimit() == null ? null : CanonicalQuantity.of(directory.sizeLimit()))
                .endEmptyDir()
                .build());
    }

    /// Parts of uploads wait in the spool; the Secret is mounted with all its keys, of which some may be missing.
    private static List<Volume> bucket(RegistryPlan plan) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(new VolumeBuilder()
                .withName("spool")
                .withNewEmptyDir()
                .endEmptyDir()
                .build());
        if (plan.needsBucketFiles()) {
            volumes.add(new VolumeBuilder()
                    .withName("s3")
                    .withNewSecret()
                    .withSecretName(plan.names().bucket())
                    .withDefaultMode(READ_FOR_GROUP)
                    .endSecret()
                    .build());
        }
        return volumes;
    }

    private static Volume secret(String name, String secret, String... keys) {
        return new VolumeBuilder()
                .withName(name)
                .withNewSecret()
                .withSecretName(secret)
                .withDefaultMode(READ_FOR_GROUP)
                .withItems(Arrays.stream(keys)
                        .map(key -> new KeyToPath(key, null, key))
                        .toList())
                .endSecret()
                .build();
    }

    private static VolumeMount writable(String name, String path) {
        return new VolumeMountBuilder().withName(name).withMountPath(path).build();
    }

    private static VolumeMount readOnly(String name, String path) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(path)
                .withReadOnly(true)
                .build();
    }
}
