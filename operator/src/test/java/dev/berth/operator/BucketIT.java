package dev.berth.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.api.v1alpha1.Registry;
import dev.berth.api.v1alpha1.RegistryStatus;
import dev.berth.operator.endpoint.StorageReport;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BucketIT extends OperatorTestCase {
    private static final String KEYS =
            "storage: {s3: {bucket: images, endpoint: 'http://s3:9000', credentialsSecret: {name: keys}}}";
    private static final String MOVED = """
            storage:
              s3: {bucket: others, endpoint: 'http://s3:9000', credentialsSecret: {name: keys}}
              migrateFrom: {s3: {bucket: images, endpoint: 'http://s3:9000', credentialsSecret: {name: keys}}}
            """;

    @Test
    void keysReachTheServerUnderItsOwnNamesAndAChangeNeedsNoNewPod() {
        namespace.putSecret("keys", Map.of("AWS_ACCESS_KEY_ID", "FIRST-ID", "AWS_SECRET_ACCESS_KEY", "FIRST-KEY"));
        namespace.apply("keyed", KEYS);
        untilReady("keyed");

        assertThat(namespace.value("keyed-registry-s3", "accesskey")).isEqualTo("FIRST-ID");
        assertThat(namespace.value("keyed-registry-s3", "secretkey")).isEqualTo("FIRST-KEY");
        assertThat(namespace.claim("keyed")).isNull();
        assertThat(namespace.says("keyed", "StorageReady")).startsWith("True Bucket");
        String template = namespace.deployment("keyed").getSpec().getTemplate().toString();
        assertThat(template).doesNotContain("FIRST-ID", "FIRST-KEY");

        assertThat(requireNonNull(namespace.secret("keyed-registry-user-admin"))
                        .getMetadata()
                        .getOwnerReferences())
                .as("users last as long as the images")
                .isEmpty();

        namespace.putSecret("keys", Map.of("rootUser", "SECOND-ID", "rootPassword", "SECOND-KEY"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(namespace.value("keyed-registry-s3", "accesskey"))
                        .isEqualTo("SECOND-ID"));
        assertThat(namespace.deployment("keyed").getSpec().getTemplate().toString())
                .isEqualTo(template);
    }

    @Test
    void aSecretWithoutACompletePairIsToldWithWhatIsAcceptedAndTheKeysInForceStay() {
        namespace.apply("without", KEYS);
        untilSays("without", "StorageReady", "False SecretNotFound", "Secret keys");

        putKeys();
        untilReady("without");
        namespace.putSecret("keys", Map.of("accesskey", "only"));

        untilSays(
                "without",
                "StorageReady",
                "False SecretIncomplete",
                "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                "stays in force");
        assertThat(namespace.value("without-registry-s3", "accesskey")).isEqualTo("a");
    }

    @Test
    void authoritiesComeFromAConfigMapAndFollowIt() {
        String ca = requireNonNull(TestCertificates.create("ca").get("tls.crt"));
        namespace.apply(
                "trusting",
                "storage: {s3: {bucket: images, endpoint: 'https://s3:9000',"
                        + " certificateAuthorities: {configMapRef: {name: ca}}}}");
        untilSays("trusting", "StorageReady", "False AuthoritiesNotFound", "ConfigMap ca");

        putMap("nonsense");
        untilSays("trusting", "StorageReady", "False AuthoritiesInvalid", "PEM");
        putMap(ca);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(namespace.value("trusting-registry-s3", "ca.crt"))
                        .isEqualTo(ca));
        untilReady("trusting");
    }

    @Test
    void whatTheServiceCanDoIsToldAndStaysWhileNobodyCanBeAsked() {
        putKeys();
        operator.storage = Optional.of(new StorageReport(new StorageReport.Capabilities(true, true, false, true)));
        namespace.apply("able", KEYS);
        untilReady("able");

        var told = new RegistryStatus.Capabilities(true, true, false, true);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(capabilities("able")).isEqualTo(told));
        assertThat(namespace.says("able", "StorageReady")).endsWith("the images are kept in bucket images");

        operator.storage = Optional.empty();
        namespace.apply("able", KEYS + "\nreplicas: 2");
        untilReady("able");
        assertThat(capabilities("able")).isEqualTo(told);

        namespace.apply("able", MOVED);
        untilSays("able", "StorageReady", "Unknown NotReachedYet", "bucket others");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(capabilities("able")).isNull());
    }

    @Test
    void aServiceThatIgnoresConditionsIsToldWithWhatFollows() {
        putKeys();
        operator.storage = Optional.of(new StorageReport(new StorageReport.Capabilities(true, false, false, true)));
        namespace.apply("alone", KEYS);
        untilReady("alone");

        untilSays(
                "alone", "StorageReady", "True Bucket", "ignores conditions of writes", "spec.replicas has to stay 1");
    }

    @Test
    void whatScalesDeploymentsScalesARegistry() {
        putKeys();
        namespace.apply("scaled", KEYS + "\nreplicas: 2");
        untilReady("scaled");
        var scaled =
                client.resources(Registry.class).inNamespace(namespace.name).withName("scaled");

        Scale scale = scaled.scale(new ScaleBuilder()
                .withNewMetadata()
                .withName("scaled")
                .withNamespace(namespace.name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(5)
                .endSpec()
                .build());

        assertThat(scale.getSpec().getReplicas()).isEqualTo(5);
        String checksum = checksum("scaled");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                namespace.deployment("scaled").getSpec().getReplicas())
                        .isEqualTo(5));
        assertThat(checksum("scaled")).isEqualTo(checksum);
        untilReady("scaled");
        await().atMost(SOON).untilAsserted(() -> {
            Scale now = requireNonNull(scaled.scale());
            assertThat(now.getStatus().getReplicas()).isEqualTo(5);
            assertThat(now.getStatus().getSelector())
                    .contains("app.kubernetes.io/instance=scaled", "app.kubernetes.io/component=server");
        });
    }

    @Test
    void applyingABucketAgainChangesNothing() {
        putKeys();
        namespace.apply("still", KEYS + "\nreplicas: 3");
        untilReady("still");
        Map<String, String> before = namespace.versions();

        operator.close();
        operator = new TestOperator(client, Set.of(namespace.name));

        await().atMost(SOON).until(() -> !operator.asked.isEmpty());
        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(8))
                .untilAsserted(() -> assertThat(namespace.versions()).isEqualTo(before));
    }

    private RegistryStatus.@Nullable Capabilities capabilities(String registry) {
        RegistryStatus status = requireNonNull(namespace.registry(registry).getStatus());
        return requireNonNull(status.storage()).capabilities();
    }

    private void putKeys() {
        namespace.putSecret("keys", Map.of("accesskey", "a", "secretkey", "b"));
    }

    private String checksum(String registry) {
        return String.valueOf(namespace
                .deployment(registry)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get("berth.dev/config-checksum"));
    }

    private void putMap(String text) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("ca")
                        .withNamespace(namespace.name)
                        .endMetadata()
                        .addToData("ca.crt", text)
                        .build())
                .createOr(existing -> existing.update());
    }
}
