package dev.berth.operator.workload;

import dev.berth.api.v1alpha1.StorageSpec;
import dev.berth.operator.plan.CanonicalQuantity;
import dev.berth.operator.plan.FormerStorage;
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
import org.jspecify.annotations.Nullable;

/// The server's volumes. Each is mounted as a whole directory: a single mounted file would never see an update.
final class ServerVolumes {
    private static final int READ_FOR_GROUP = 0440;

    private ServerVolumes() {}

    static List<Volume> volumes(RegistryPlan plan) {
        List<Volume> volumes = new ArrayList<>();
        volumes.addAll(data(plan));
        FormerStorage former = plan.former();
        if (former != null && former.claim() != null) {
            volumes.add(claim("former", former.claim()));
        }
        if (plan.needsBucketFiles()) {
            volumes.add(new VolumeBuilder()
                    .withName("s3")
                    .withNewSecret()
                    .withSecretName(plan.names().bucket())
                    .withDefaultMode(READ_FOR_GROUP)
                    .endSecret()
                    .build());
        }
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
        FormerStorage former = plan.former();
        if (former != null && former.claim() != null) {
            // A collection's condemned content is taken back there.
            mounts.add(writable("former", Server.FORMER_DATA));
        }
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

    /// Parts of uploads wait in the spool. The bucket's Secret is mounted with all its keys, of which some may be
    /// missing.
    private static List<Volume> data(RegistryPlan plan) {
        if (plan.bucket() != null) {
            return List.of(new VolumeBuilder()
                    .withName("spool")
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .build());
        }
        StorageSpec.EmptyDir directory = plan.spec().storage().emptyDir();
        if (directory == null) {
            return List.of(claim("data", plan.claimName()));
        }
        return List.of(new VolumeBuilder()
                .withName("data")
                .withNewEmptyDir()
                .withSizeLimit(directory.sizeLimit() == null ? null : CanonicalQuantity.of(directory.sizeLimit()))
                .endEmptyDir()
                .build());
    }

    private static Volume claim(String name, @Nullable String claim) {
        return new VolumeBuilder()
                .withName(name)
                .withNewPersistentVolumeClaim()
                .withClaimName(claim)
                .endPersistentVolumeClaim()
                .build();
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
