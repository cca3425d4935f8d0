package dev.berth.operator.reconciler;

import dev.berth.api.v1alpha1.AuthSpec;
import dev.berth.api.v1alpha1.MigrationSource;
import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.S3Storage;
import dev.berth.api.v1alpha1.S3Storage.CertificateAuthorities;
import dev.berth.api.v1alpha1.S3Storage.KeyReference;
import dev.berth.api.v1alpha1.SecretReference;
import dev.berth.api.v1alpha1.StorageSpec;
import dev.berth.operator.gc.CollectionRequest;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds at what no watch tells: whether a Secret or ConfigMap that a Registry names has changed,
/// and whether an annotation asks for a collection. A watch of what is named would need all Secrets of the cluster in
/// memory, or a label on the user's; here only their versions are kept.
final class Rounds extends AbstractEventSource<Secret, Registry> {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final String ABSENT = "";

    private final KubernetesClient client;
    private final Cache<Registry> registries;
    private final Duration period;
    private final Map<ResourceID, Map<String, String>> versions = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService timer;

    Rounds(EventSourceContext<Registry> context, Duration period) {
        super(Secret.class, "rounds");
        this.client = context.getClient();
        this.registries = context.getPrimaryCache();
        this.period = period;
    }

    @Override
    public synchronized void start() {
        super.start();
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("rounds").factory());
        var _ = started.scheduleWithFixedDelay(this::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        timer = started;
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
        }
        super.stop();
    }

    @Override
    public Set<Secret> getSecondaryResources(Registry registry) {
        return Set.of();
    }

    private void look() {
        try (Stream<Registry> all = registries.list()) {
            Set<ResourceID> seen = ConcurrentHashMap.newKeySet();
            all.forEach(registry -> {
                seen.add(ResourceID.fromResource(registry));
                look(registry);
            });
            versions.keySet().retainAll(seen);
        } catch (RuntimeException e) {
            // A timer that lets an exception out never fires again.
            LOG.debug("what Registries name could not be looked at; next try in {}", period, e);
        }
    }

    private void look(Registry registry) {
        List<HasMetadata> named = named(registry);
        ResourceID id = ResourceID.fromResource(registry);
        if (CollectionRequest.due(registry) != null) {
            getEventHandler().handleEvent(new Event(id));
        }
        if (named.isEmpty()) {
            versions.remove(id);
            return;
        }
        try {
            Map<String, String> now = new ConcurrentHashMap<>();
            named.forEach(object -> now.put(
                    object.getKind() + "/" + object.getMetadata().getName(),
                    version(registry.getMetadata().getNamespace(), object)));
            Map<String, String> before = versions.put(id, now);
            // The first look counts as a change: what a pass read before it may be old by now.
            if (!now.equals(before)) {
                getEventHandler().handleEvent(new Event(id));
            }
        } catch (KubernetesClientException e) {
            LOG.debug("what {} names could not be read; next try in {}", id, period, e);
        }
    }

    private String version(String namespace, HasMetadata named) {
        HasMetadata found = client.resource(named).inNamespace(namespace).get();
        return found == null ? ABSENT : found.getMetadata().getResourceVersion();
    }

    private static List<HasMetadata> named(Registry registry) {
        AuthSpec auth = registry.getSpec().auth();
        Stream<String> users = auth.users() == null
                ? Stream.empty()
                : auth.users().stream()
                        .flatMap(user -> Stream.ofNullable(user.secretRef()))
                        .map(SecretReference::name);
        Stream<HasMetadata> secrets = Stream.of(
                        users,
                        Stream.ofNullable(auth.htpasswdSecretRef()).map(SecretReference::name),
                        Stream.ofNullable(registry.getSpec().tls().secretRef()).map(SecretReference::name),
                        buckets(registry)
                                .map(S3Storage::credentialsSecret)
                                .filter(Objects::nonNull)
                                .map(SecretReference::name),
                        authorities(registry)
                                .map(CertificateAuthorities::secretRef)
                                .filter(Objects::nonNull)
                                .map(KeyReference::name))
                .flatMap(names -> names)
                .map(Rounds::secret);
        Stream<HasMetadata> maps = authorities(registry)
                .map(CertificateAuthorities::configMapRef)
                .filter(Objects::nonNull)
                .map(reference -> new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(reference.name())
                        .endMetadata()
                        .build());
        return Stream.concat(secrets, maps).toList();
    }

    /// The one in use, and the one that is left.
    private static Stream<S3Storage> buckets(Registry registry) {
        StorageSpec storage = registry.getSpec().storage();
        return Stream.concat(
                Stream.ofNullable(storage.s3()),
                Stream.ofNullable(storage.migrateFrom())
                        .map(MigrationSource::s3)
                        .filter(Objects::nonNull));
    }

    private static Stream<CertificateAuthorities> authorities(Registry registry) {
        return buckets(registry).map(S3Storage::certificateAuthorities).filter(Objects::nonNull);
    }

    private static Secret secret(String name) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }
}
