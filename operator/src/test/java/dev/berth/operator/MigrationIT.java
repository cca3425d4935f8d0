package dev.berth.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.endpoint.MigrationReport;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationIT extends OperatorTestCase {
    private static final String CLAIM = "storage: {persistentVolumeClaim: {deletionPolicy: Delete}}";
    private static final String BUCKET =
            "s3: {bucket: images, endpoint: 'http://s3:9000', credentialsSecret: {name: keys}}";
    private static final String MOVED = "{replicas: 3, storage: {" + BUCKET + "}}";
    private static final String MOVING =
            "{replicas: 3, storage: {" + BUCKET + ", migrateFrom: {persistentVolumeClaim: {}}}}";

    @BeforeEach
    void keys() {
        namespace.putSecret("keys", Map.of("accesskey", "a", "secretkey", "b"));
    }

    @Test
    void aRegistryMovesToABucketAndItsClaimIsLeftToTheUser() {
        String claim = begin("goes");
        assertMoving("goes");
        assertKept("goes", claim);

        operator.move = report("Completed", List.of("the blob b is damaged", "another"));

        untilSays(
                "goes",
                "Migrated",
                "True Copied",
                "2 problems",
                "blob b is damaged",
                "remove spec.storage.migrateFrom");
        await().atMost(SOON).until(() -> !suspended("goes"));
        assertKept("goes", claim);

        operator.move = Optional.empty();
        namespace.apply("goes", MOVED);
        untilReady("goes");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(namespace.says("goes", "Migrated")).isEqualTo("absent"));
        assertThat(requireNonNull(namespace.registry("goes").getStatus()).migration())
                .isNull();
        DeploymentSpec after = namespace.deployment("goes").getSpec();
        assertThat(after.getReplicas()).isEqualTo(3);
        assertThat(after.getStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(claims(after)).isEmpty();
        assertKept("goes", claim);
        assertThat(events())
                .extracting(Event::getType, Event::getReason)
                .contains(tuple("Normal", "Copying"), tuple("Normal", "Copied"));
    }

    /// On a claim that is to go with the Registry, and then on the way to a bucket. The claim's uid.
    private String begin(String registry) {
        namespace.apply(registry, CLAIM);
        untilReady(registry);
        ObjectMeta claim = requireNonNull(namespace.claim(registry)).getMetadata();
        assertThat(claim.getOwnerReferences()).hasSize(1);
        operator.move = report("Copying", List.of());
        namespace.apply(registry, MOVING);
        untilReady(registry);
        untilSays(registry, "Migrated", "False Copying", "claim " + registry + "-registry-data", "one replica");
        return claim.getUid();
    }

    private void assertMoving(String registry) {
        RegistryStatus.Migration move = move(registry);
        assertThat(move.state()).isEqualTo("Copying");
        assertThat(move.copiedBlobs()).isEqualTo(4);
        assertThat(move.copiedBytes()).isEqualTo(5);
        assertThat(move.startTime()).isEqualTo("2026-01-01T00:00:00Z");
        DeploymentSpec spec = namespace.deployment(registry).getSpec();
        assertThat(spec.getReplicas()).isOne();
        assertThat(spec.getStrategy().getType()).isEqualTo("Recreate");
        assertThat(claims(spec)).containsExactly(registry + "-registry-data");
        assertThat(suspended(registry)).isTrue();
    }

    @Test
    void theKeysOfABucketThatIsLeftAreFilesOfTheirOwn() {
        namespace.apply("back", "storage: {" + BUCKET + "}");
        untilReady("back");

        namespace.apply("back", "storage: {persistentVolumeClaim: {}, migrateFrom: {" + BUCKET + "}}");
        untilReady("back");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(requireNonNull(namespace.secret("back-registry-s3"))
                                .getData())
                        .containsOnlyKeys("former-accesskey", "former-secretkey"));
        assertThat(namespace.value("back-registry-s3", "former-accesskey")).isEqualTo("a");
        assertThat(claims(namespace.deployment("back").getSpec())).containsExactly("back-registry-data");

        namespace.putSecret("keys", Map.of("accesskey", "c", "secretkey", "d"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(namespace.value("back-registry-s3", "former-accesskey"))
                        .isEqualTo("c"));

        operator.move = report("Completed", List.of());
        untilSays("back", "Migrated", "True Copied");
        namespace.apply("back", "storage: {persistentVolumeClaim: {}}");

        await().atMost(SOON).until(() -> namespace.secret("back-registry-s3") == null);
    }

    @Test
    void aMoveThatIsCutShortIsToldAndCanGoOn() {
        begin("cut");

        operator.move = Optional.empty();
        namespace.apply("cut", MOVED);

        untilSays("cut", "Migrated", "False CutShort", "still in claim cut-registry-data", "putting migrateFrom back");
        assertThat(move("cut").state()).isEqualTo("Copying");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(events())
                        .extracting(Event::getType, Event::getReason)
                        .contains(tuple("Warning", "CutShort")));

        operator.move = report("Completed", List.of());
        namespace.apply("cut", MOVING);
        untilReady("cut");

        untilSays("cut", "Migrated", "True Copied");
    }

    @Test
    void whatTheServerDoesNotTellOrCanNotDoIsSaid() {
        namespace.apply("mute", CLAIM);
        untilReady("mute");
        namespace.apply("mute", MOVING);
        untilReady("mute");
        untilSays("mute", "Migrated", "False Pending", "claim mute-registry-data");

        operator.move = report("Interrupted", List.of("a pass was cut off: no space"));
        untilSays("mute", "Migrated", "False Interrupted", "no space");

        operator.move = Optional.empty();
        untilSays("mute", "Migrated", "False NotAnswering");
        assertThat(namespace.says("mute", "Ready")).startsWith("True");
        assertThat(move("mute").state()).isEqualTo("Interrupted");
    }

    @Test
    void whatServesStaysWhileTheOtherStorageCanNotBeMounted() {
        namespace.apply("firm", CLAIM);
        untilReady("firm");
        String template = namespace.deployment("firm").getSpec().getTemplate().toString();
        client.resource(requireNonNull(namespace.secret("keys"))).delete();

        namespace.apply("firm", MOVING);

        untilSays("firm", "StorageReady", "False SecretNotFound", "spec.storage.s3.credentialsSecret");
        untilSays("firm", "Migrated", "False SecretNotFound");
        assertThat(namespace.deployment("firm").getSpec().getTemplate().toString())
                .isEqualTo(template);

        keys();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(namespace
                                .deployment("firm")
                                .getSpec()
                                .getStrategy()
                                .getType())
                        .isEqualTo("Recreate"));
        untilReady("firm");
    }

    @Test
    void aClaimThatIsNotThereOrIsTheNextOneIsToldByName() {
        namespace.apply(
                "lost", "storage: {" + BUCKET + ", migrateFrom: {persistentVolumeClaim: {existingClaim: old}}}");
        untilSays("lost", "StorageReady", "False ClaimNotFound", "claim old of spec.storage.migrateFrom");

        namespace.apply(
                "same",
                "storage: {persistentVolumeClaim: {}, migrateFrom: {persistentVolumeClaim: {existingClaim: same-registry-data}}}");
        untilSays("same", "StorageReady", "False SameStorage", "name the one to leave");
    }

    @Test
    void aCollectionThatIsAskedForMeanwhileWaits() {
        begin("busy");

        client.resources(Registry.class)
                .inNamespace(namespace.name)
                .withName("busy")
                .edit(found -> {
                    found.getMetadata().setAnnotations(Map.of("berth.dev/collect-garbage", "now"));
                    return found;
                });
        await().atMost(SOON).until(() -> operator.movesAsked.get() > 3);
        assertThat(client.batch().v1().jobs().inNamespace(namespace.name).list().getItems())
                .isEmpty();

        operator.move = report("Completed", List.of());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client.batch()
                                .v1()
                                .jobs()
                                .inNamespace(namespace.name)
                                .list()
                                .getItems())
                        .hasSize(1));
    }

    private void assertKept(String registry, String uid) {
        var claim = requireNonNull(namespace.claim(registry)).getMetadata();
        assertThat(claim.getUid()).isEqualTo(uid);
        assertThat(claim.getDeletionTimestamp()).isNull();
        assertThat(claim.getOwnerReferences()).isEmpty();
    }

    private static Optional<MigrationReport> report(String state, List<String> problems) {
        String end = state.equals("Completed") ? "2026-01-01T01:00:00Z" : null;
        return Optional.of(new MigrationReport(state, "2026-01-01T00:00:00Z", end, 2, 3, 4, 5, 6, 7, problems));
    }

    private RegistryStatus.Migration move(String registry) {
        return requireNonNull(
                requireNonNull(namespace.registry(registry).getStatus()).migration());
    }

    private boolean suspended(String registry) {
        return client.batch()
                .v1()
                .cronjobs()
                .inNamespace(namespace.name)
                .withName(registry + "-registry-gc")
                .get()
                .getSpec()
                .getSuspend();
    }

    private static List<String> claims(DeploymentSpec spec) {
        return spec.getTemplate().getSpec().getVolumes().stream()
                .map(Volume::getPersistentVolumeClaim)
                .filter(claim -> claim != null)
                .map(claim -> claim.getClaimName())
                .toList();
    }

    private List<Event> events() {
        return client.events().v1().events().inNamespace(namespace.name).list().getItems();
    }
}
