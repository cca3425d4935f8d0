package dev.berth.operator.reconciler;

import dev.berth.api.v1alpha1.AuthSpec;
import dev.berth.api.v1alpha1.Registry;
import io.fabric8.kubernetes.api.model.Secret;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks every few seconds whether a Secret that a Registry names has changed. A watch would need either all Secrets of
/// the
/// cluster in memory, or a label on the user's Secrets; here only their versions are kept.
final class ReferencedSecrets extends AbstractEventSource<Secret, Registry> {
    private static final Logger LOG = LoggerFactory.getLogger(ReferencedSecrets.class);
    private static final String ABSENT = "";

    private final KubernetesClient client;
    private final Cache<Registry> registries;
    private final Duration period;
    private final Map<ResourceID, Map<String, String>> versions = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService timer;

    ReferencedSecrets(EventSourceContext<Registry> context, Duration period) {
        super(Secret.class, "referenced-secrets");
        this.client = context.getClient();
        this.registries = context.getPrimaryCache();
        this.period = period;
    }

    @Override
    public synchronized void start() {
        super.start();
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("referenced-secrets").factory());
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
            LOG.debug("the Secrets could not be looked at; next try in {}", period, e);
        }
    }

    private void look(Registry registry) {
        List<String> names = names(registry);
        ResourceID id = ResourceID.fromResource(registry);
        if (names.isEmpty()) {
            versions.remove(id);
            return;
        }
        try {
            Map<String, String> now = new ConcurrentHashMap<>();
            names.forEach(name -> now.put(name, version(registry.getMetadata().getNamespace(), name)));
            Map<String, String> before = versions.put(id, now);
            // The first look counts as a change: what a pass read before it may be old by now.
            if (!now.equals(before)) {
                getEventHandler().handleEvent(new Event(id));
            }
        } catch (KubernetesClientException e) {
            LOG.debug("the Secrets of {} could not be read; next try in {}", id, period, e);
        }
    }

    private String version(String namespace, String name) {
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        return secret == null ? ABSENT : secret.getMetadata().getResourceVersion();
    }

    private static List<String> names(Registry registry) {
        AuthSpec auth = registry.getSpec().auth();
        Stream<String> users = auth.users() == null
                ? Stream.empty()
                : auth.users().stream()
                        .flatMap(user -> Stream.ofNullable(user.secretRef()))
                        .map(ref -> ref.name());
        return Stream.of(
                        users,
                        Stream.ofNullable(auth.htpasswdSecretRef()).map(ref -> ref.name()),
                        Stream.ofNullable(registry.getSpec().tls().secretRef()).map(ref -> ref.name()))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }
}
