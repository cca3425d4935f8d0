package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.kubernetes.RegistryResource;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// What happens to a bucket and its keys while replicas use it.
@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class BucketCareIT {

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int SIZE = 2_000_000;

    /// Replicas that share a bucket hold what they condemn for a minute at least, so the first collection frees
    /// nothing. Revoked keys fill the time.
    @Test
    void deletedImageIsFreedAndRevokedKeysAreSurvived(TestNamespace namespace, @TempDir Path scratch) {
        var objects = ObjectServer.start(namespace);
        var registry = namespace.ready("team", objects.spec(2) + """
                garbageCollection:
                  minAge: 1s
                  hold: 0s
                """);
        var pods = PodIdentity.all(registry);
        var kept = ImageLayout.random(scratch.resolve("kept"), 1024, 22);
        var deleted = ImageLayout.random(scratch.resolve("deleted"), SIZE, 23);
        try (var access = namespace.access(registry)) {
            var crane = new Crane(access.endpoint());
            crane.push(kept, "team/kept:1");
            crane.push(deleted, "team/deleted:1");
            crane.delete("team/deleted@" + deleted.digest());

            assertThat(collect(namespace, registry, "first", "condemnedBlobs")).isPositive();
            revokeKeysForAWhile(objects, registry, new SingleRequests(access.endpoint()));

            awaitFreed(namespace, registry);
            assertThat(crane.program("validate", "--remote", access.endpoint().reference("team/kept:1"))
                            .outcome())
                    .satisfies(outcome ->
                            assertThat(outcome.succeeded()).as(outcome.all()).isTrue());
        }
        registry.awaitReady();
        assertThat(PodIdentity.all(registry)).isEqualTo(pods);
    }

    @Test
    void bucketThatIsNotThereIsNamedInTheStatus(TestNamespace namespace) {
        var spec = ObjectServer.start(namespace).spec(1).replace("bucket: images", "bucket: elsewhere");

        var registry = namespace.apply("team", spec);

        awaitSaid(registry, "Ready", "PodsFailing", "bucket elsewhere", "NoSuchBucket", "there is no such bucket");
    }

    private static void revokeKeysForAWhile(ObjectServer objects, RegistryResource registry, SingleRequests requests) {
        objects.putWrongKeys();
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            var answer = requests.get("/v2/team/kept/manifests/1");
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        });
        awaitSaid(registry, "StorageReady", "NotWritable", "the keys are wrong, revoked, or may not do this");

        objects.putRightKeys();
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                requests.get("/v2/team/kept/manifests/1").status())
                        .isEqualTo(200));
    }

    private static void awaitSaid(RegistryResource registry, String type, String... parts) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(registry.condition(type)).hasValueSatisfying(condition -> {
                    assertThat(condition.status()).isEqualTo("False");
                    assertThat(condition.reason() + ": " + condition.message()).contains(parts);
                }));
    }

    /// Each try is a collection of its own: the last one comes when the minute has passed.
    private static void awaitFreed(TestNamespace namespace, RegistryResource registry) {
        var tries = new StringBuilder("again");
        await().atMost(SOON)
                .pollInterval(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                collect(namespace, registry, tries.append('-').toString(), "freedBytes"))
                        .isGreaterThan(SIZE));
    }

    /// One figure of a collection that the annotation asks for, as the Registry's status says.
    private static long collect(TestNamespace namespace, RegistryResource registry, String request, String figure) {
        var before = registry.value("status", "lastGarbageCollection", "job").orElse("");
        namespace
                .berth()
                .kubectl()
                .run(
                        "annotate",
                        "registry",
                        "team",
                        "-n",
                        namespace.name(),
                        "--overwrite",
                        "berth.dev/collect-garbage=" + request);
        var after = registry.await(found -> !before.equals(found.get("status", "lastGarbageCollection", "job"))
                && found.get("status", "lastGarbageCollection", "freedBytes") != null);
        assertThat(after.<String>get("status", "lastGarbageCollection", "result"))
                .isEqualTo("Succeeded");
        return ((Number) after.get("status", "lastGarbageCollection", figure)).longValue();
    }
}
