package dev.berth.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.api.v1alpha1.Registry;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The API server alone collects no orphans: what has no owner reference is what would stay in a cluster.
class RetentionIT extends OperatorTestCase {
    @Test
    void imagesAuthorityAndPasswordsOutliveTheRegistryAndServeItsSuccessor() {
        namespace.apply("kept", "{}");
        untilReady("kept");
        String password = namespace.value("kept-registry-user-admin", "password");
        String authority = namespace.value("kept-registry-ca", "ca.crt");
        String claim = requireNonNull(namespace.claim("kept")).getMetadata().getUid();
        assertThat(durable("kept"))
                .allSatisfy(found ->
                        assertThat(found.getMetadata().getOwnerReferences()).isEmpty());
        assertThat(namespace.deployment("kept").getMetadata().getOwnerReferences())
                .hasSize(1);

        namespace.delete("kept");
        await().atMost(SOON)
                .until(() -> client.resources(Registry.class)
                                .inNamespace(namespace.name)
                                .withName("kept")
                                .get()
                        == null);
        namespace.apply("kept", "{}");

        untilReady("kept");
        assertThat(namespace.value("kept-registry-user-admin", "password")).isEqualTo(password);
        assertThat(namespace.value("kept-registry-ca", "ca.crt")).isEqualTo(authority);
        assertThat(requireNonNull(namespace.claim("kept")).getMetadata().getUid())
                .isEqualTo(claim);
    }

    @Test
    void theDeletionPolicyCanBeChangedBothWays() {
        namespace.apply("flip", "storage: {persistentVolumeClaim: {}}");
        untilReady("flip");

        namespace.apply("flip", "storage: {persistentVolumeClaim: {deletionPolicy: Delete}}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(durable("flip"))
                        .allSatisfy(found -> assertThat(found.getMetadata().getOwnerReferences())
                                .hasSize(1)));
        namespace.apply("flip", "storage: {persistentVolumeClaim: {deletionPolicy: Retain}}");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(durable("flip"))
                        .allSatisfy(found -> assertThat(found.getMetadata().getOwnerReferences())
                                .isEmpty()));
    }

    @Test
    void aClaimThatCanNotGrowIsToldAndKept() {
        namespace.apply("grow", "storage: {persistentVolumeClaim: {size: 1Gi}}");
        await().atMost(SOON).until(() -> namespace.claim("grow") != null);

        namespace.apply("grow", "storage: {persistentVolumeClaim: {size: 2Gi}}");

        // Without a storage class that can do it the API server refuses, and the status says so.
        untilSays("grow", "StorageReady", "False ApplyFailed", "PersistentVolumeClaim");
        assertThat(namespace.claim("grow")).isNotNull();
    }

    @Test
    void anExistingClaimIsUsedAsItIsAndMissedByName() {
        namespace.apply("theirs", "storage: {persistentVolumeClaim: {existingClaim: data}}");

        untilSays("theirs", "StorageReady", "False ClaimNotFound", "claim data", "create it");
        assertThat(namespace.claim("theirs")).isNull();
    }

    private List<HasMetadata> durable(String registry) {
        return Stream.<HasMetadata>of(
                        requireNonNull(namespace.claim(registry)),
                        requireNonNull(namespace.secret(registry + "-registry-ca")),
                        requireNonNull(namespace.secret(registry + "-registry-user-admin")))
                .toList();
    }
}
