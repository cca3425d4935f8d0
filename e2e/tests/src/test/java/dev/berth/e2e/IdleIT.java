package dev.berth.e2e;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.kubernetes.RegistryResource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class IdleIT {

    @Test
    void nothingIsWrittenForAMinuteWhileNothingHappens(TestNamespace namespace) {
        var registry = namespace.ready(
                "quiet",
                TestNamespace.DURABLE
                        + """
                expose:
                  ingress:
                    host: %s.berth.test
                    className: %s
                """.formatted(
                                        namespace.name(),
                                        namespace.berth().cluster().ingress().className()));
        var owned = new OwnedObjects(namespace.berth().client(), registry);
        awaitQuiet(owned);
        var before = versions(owned, registry);

        await().during(Duration.ofSeconds(60))
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(versions(owned, registry)).isEqualTo(before));
        assertThat(before).hasSizeGreaterThan(10);
    }

    // Kubernetes' own controllers finish their status writes a little after Ready.
    private static void awaitQuiet(OwnedObjects owned) {
        var last = new AtomicReference<Map<String, String>>(Map.of());
        await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ofSeconds(5))
                .pollInterval(Duration.ofSeconds(10))
                .until(() -> {
                    var now = owned.versions();
                    return last.getAndSet(now).equals(now);
                });
    }

    private static Map<String, String> versions(OwnedObjects owned, RegistryResource registry) {
        var all = owned.versions().entrySet().stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        all.put("Registry", registry.read().getMetadata().getResourceVersion());
        return all;
    }
}
