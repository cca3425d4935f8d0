package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.kubernetes.RegistryResource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A registry that moves to another storage and serves meanwhile.
@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class MigrationIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private static final String ROOMIER = """
            storage:
              persistentVolumeClaim:
                existingClaim: roomier
            """;

    @Test
    void imagesMoveFromAVolumeToABucket(TestNamespace namespace, @TempDir Path scratch) {
        var bucket = ObjectServer.start(namespace).spec(2);
        var registry = namespace.ready("team", TestNamespace.DURABLE);

        move(new Registry(namespace, registry), scratch, bucket, """
                  migrateFrom:
                    persistentVolumeClaim: {}
                """);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(PodIdentity.all(registry)).hasSize(2));
        assertThat(claims(namespace)).containsExactly("team-registry-data");
    }

    @Test
    void imagesMoveFromABucketToAVolume(TestNamespace namespace, @TempDir Path scratch) {
        var objects = ObjectServer.start(namespace);
        var registry = namespace.ready("team", objects.spec(2));
        namespace.berth().kubectl().apply("""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: roomier, namespace: %s}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """.formatted(namespace.name()));

        move(new Registry(namespace, registry), scratch, ROOMIER, objects.asFormer());

        assertThat(PodIdentity.all(registry)).hasSize(1);
        assertThat(claims(namespace)).containsExactly("roomier");
    }

    /// Pushes before, during and after, and finds everything once the former storage is out of the spec.
    private static void move(Registry registry, Path scratch, String storage, String former) {
        registry.push(scratch, "before");

        registry.apply(storage + former);
        registry.resource().awaitReady();
        registry.push(scratch, "during");
        registry.resource().await(found -> RegistryResource.isTrue(found, "Migrated"));
        assertThat(registry.resource().value("status", "migration", "state")).hasValue("Completed");
        assertThat(registry.resource().value("status", "migration", "problems")).hasValue("0");

        registry.apply(storage);
        registry.resource().awaitReady();
        assertThat(registry.resource().value("status", "migration")).isEmpty();
        registry.push(scratch, "after");
        registry.assertHolds("before", "during", "after");
    }

    private static List<String> claims(TestNamespace namespace) {
        return namespace
                .berth()
                .client()
                .persistentVolumeClaims()
                .inNamespace(namespace.name())
                .list()
                .getItems()
                .stream()
                .map(claim -> claim.getMetadata().getName())
                .toList();
    }

    private record Registry(TestNamespace namespace, RegistryResource resource) {

        void apply(String spec) {
            namespace.apply("team", spec);
        }

        void push(Path scratch, String name) {
            var image = ImageLayout.random(scratch.resolve(name), 300_000, name.hashCode());
            try (var access = namespace.access(resource)) {
                new Crane(access.endpoint()).push(image, "team/" + name + ":1");
            }
        }

        void assertHolds(String... names) {
            try (var access = namespace.access(resource)) {
                for (var name : names) {
                    var reference = access.endpoint().reference("team/" + name + ":1");
                    var outcome = new Crane(access.endpoint())
                            .program("validate", "--remote", reference)
                            .outcome();
                    assertThat(outcome.succeeded()).as(outcome.all()).isTrue();
                }
            }
        }
    }
}
