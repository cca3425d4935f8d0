package dev.berth.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistryIT extends OperatorTestCase {
    @Test
    void anEmptySpecGivesARunningRegistryWithAUserACertificateAndASchedule() {
        namespace.apply("plain", "{}");

        untilReady("plain");

        assertThat(namespace.versions())
                .containsKeys(
                        "Deployment/plain-registry",
                        "Service/plain-registry",
                        "ServiceAccount/plain-registry",
                        "ConfigMap/plain-registry-config",
                        "PersistentVolumeClaim/plain-registry-data",
                        "Secret/plain-registry-htpasswd",
                        "Secret/plain-registry-tls",
                        "Secret/plain-registry-ca",
                        "Secret/plain-registry-maintenance",
                        "Secret/plain-registry-pull",
                        "Secret/plain-registry-user-admin",
                        "CronJob/plain-registry-gc",
                        "NetworkPolicy/plain-registry",
                        "PodDisruptionBudget/plain-registry");
        assertThat(requireNonNull(namespace.registry("plain").getStatus().addresses())
                        .url())
                .isEqualTo("https://plain-registry." + namespace.name + ".svc:5000");
        assertThat(namespace.says("plain", "Stalled")).isEqualTo("absent");
        assertThat(namespace.says("plain", "Reconciling")).isEqualTo("absent");
    }

    @Test
    void applyingAgainChangesNothing() {
        namespace.apply("still", """
                storage: {persistentVolumeClaim: {size: 1024Mi}}
                auth: {users: [{name: admin, generate: {}}], anonymous: Pull}
                expose: {ingress: {host: still.example.org, annotations: {a: b}}}
                template:
                  resources: {requests: {cpu: "0.5", memory: 1024Mi}}
                  env: [{name: A, value: ""}, {name: B, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
                  tolerations: [{key: a, operator: Exists}]
                """);
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> namespace.publishIngress("still", "192.0.2.7"));
        untilReady("still");
        Map<String, String> before = namespace.versions();

        operator.close();
        operator = new TestOperator(client, Set.of(namespace.name));

        await().atMost(SOON).until(() -> !operator.asked.isEmpty());
        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(8))
                .untilAsserted(() -> assertThat(namespace.versions()).isEqualTo(before));
    }
}
