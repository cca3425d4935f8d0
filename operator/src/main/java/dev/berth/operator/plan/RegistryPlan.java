package dev.berth.operator.plan;

import static java.util.Objects.requireNonNull;

import dev.berth.api.v1alpha1.AuthSpec;
import dev.berth.api.v1alpha1.ExposeSpec;
import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistrySpec;
import dev.berth.api.v1alpha1.S3Storage;
import dev.berth.api.v1alpha1.S3Storage.ServiceAccountIdentity;
import dev.berth.api.v1alpha1.StorageSpec;
import dev.berth.api.v1alpha1.StorageSpec.DeletionPolicy;
import dev.berth.api.v1alpha1.StorageSpec.PersistentVolume;
import dev.berth.api.v1alpha1.TlsSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything derived from a Registry's spec, made once for each pass; what is applied reads from here only.
public record RegistryPlan(Registry registry, Names names, String image, ServerConfig config) {
    private static final Duration COLLECTION_STARTS_WITHIN = Duration.ofHours(1);

    public static RegistryPlan of(Registry registry, String image) {
        return new RegistryPlan(registry, Names.of(registry), image, ServerConfig.render(registry.getSpec()));
    }

    public RegistrySpec spec() {
        return registry.getSpec();
    }

    public boolean tls() {
        return spec().tls().mode() != TlsSpec.Mode.DISABLED;
    }

    /// Whether pulls need no login; the server then hands out tokens, which its replicas sign with one key.
    public boolean anonymousPull() {
        return spec().auth().anonymous() == AuthSpec.Anonymous.PULL;
    }

    public boolean selfSigned() {
        return spec().tls().mode() == TlsSpec.Mode.SELF_SIGNED;
    }

    public String scheme() {
        return tls() ? "https" : "http";
    }

    public @Nullable PersistentVolume volume() {
        return spec().storage().persistentVolumeClaim();
    }

    public @Nullable S3Storage bucket() {
        return spec().storage().s3();
    }

    /// The storage that the images are moved from, if they are.
    public @Nullable FormerStorage former() {
        return FormerStorage.of(registry);
    }

    /// Whether there may be images that only the storage that is left has.
    public boolean moving() {
        return FormerStorage.isInUse(registry);
    }

    /// The storage in use, for people.
    public String place() {
        return volume() == null && bucket() == null ? "an emptyDir" : FormerStorage.describe(claimName(), bucket());
    }

    /// How many pods to run: one server at a time can move.
    public int replicas() {
        return former() == null ? spec().replicas() : Math.min(1, spec().replicas());
    }

    /// Whether the server needs keys or authorities to reach its bucket, or the one that it leaves.
    public boolean needsBucketFiles() {
        return needsFiles(bucket()) || needsFiles(formerBucket());
    }

    public @Nullable S3Storage formerBucket() {
        FormerStorage former = former();
        return former == null ? null : former.bucket();
    }

    private static boolean needsFiles(@Nullable S3Storage bucket) {
        return bucket != null && (bucket.credentialsSecret() != null || bucket.certificateAuthorities() != null);
    }

    /// The account of the server's pods: the operator's, or one that the user has tied to a role.
    public String serviceAccount() {
        ServiceAccountIdentity identity = identity();
        return identity == null || identity.name() == null ? names.base() : identity.name();
    }

    /// Who asks for the bucket, or for the one that is left.
    public @Nullable ServiceAccountIdentity identity() {
        return Stream.of(Optional.ofNullable(bucket()), Optional.ofNullable(formerBucket()))
                .flatMap(Optional::stream)
                .map(S3Storage::serviceAccount)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /// Whether the operator makes the claim.
    public boolean ownsClaim() {
        PersistentVolume volume = volume();
        return volume != null && volume.existingClaim() == null;
    }

    public @Nullable String claimName() {
        PersistentVolume volume = volume();
        if (volume == null) {
            return null;
        }
        return volume.existingClaim() == null ? names.claim() : volume.existingClaim();
    }

    /// Whether what can't be made again (images, the authority, generated passwords) goes with the Registry.
    public boolean deletesData() {
        PersistentVolume volume = volume();
        if (volume == null) {
            return bucket() == null;
        }
        return volume.existingClaim() == null && volume.deletionPolicy() == DeletionPolicy.DELETE;
    }

    /// Whether pods may hold the storage at the same time.
    public boolean sharedStorage() {
        PersistentVolume volume = volume();
        return bucket() != null
                || (volume != null && volume.accessModes().contains(StorageSpec.AccessMode.READ_WRITE_MANY));
    }

    /// Whether a new pod may start before the old one has stopped. One server alone may use a bucket that does not know
    /// conditional writes, so there it has to be alone.
    public boolean overlapsPods() {
        return former() == null && sharedStorage() && (bucket() == null || spec().replicas() > 1);
    }

    public ExposeSpec.@Nullable Ingress ingress() {
        return spec().expose().ingress();
    }

    /// The host of the Ingress; only to be asked for when there is one.
    public String ingressHost() {
        return requireNonNull(ingress()).host();
    }

    /// The Secret that the ingress controller presents, if the host speaks TLS.
    public @Nullable String ingressCertificate() {
        ExposeSpec.Ingress ingress = ingress();
        if (ingress == null) {
            return null;
        }
        if (ingress.tlsSecretName() != null) {
            return ingress.tlsSecretName();
        }
        return tls() ? names.certificate() : null;
    }

    public int port() {
        return spec().expose().service().port();
    }

    /// Host and port inside the cluster.
    public String clusterAddress() {
        return names.serviceHost() + ":" + port();
    }

    /// The address to give to people.
    public String url() {
        if (ingress() == null) {
            return scheme() + "://" + clusterAddress();
        }
        return (ingressCertificate() == null ? "http" : "https") + "://" + ingressHost();
    }

    /// Every host name, with port where one is needed, under which a client may know the registry.
    public List<String> publishedHosts() {
        List<String> hosts = new ArrayList<>();
        if (ingress() != null) {
            hosts.add(ingressHost());
        }
        hosts.add(clusterAddress());
        hosts.add(names.base() + "." + names.namespace() + ".svc.cluster.local:" + port());
        return List.copyOf(hosts);
    }

    /// How late a collection that the schedule asked for may start.
    public Duration collectionStartsWithin() {
        return COLLECTION_STARTS_WITHIN;
    }

    public Duration collectionTakesAtMost() {
        return Span.parse(spec().garbageCollection().activeDeadline());
    }
}
