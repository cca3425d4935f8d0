package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// With a PodMonitor type that takes anything, as the API server knows it where the Prometheus operator is installed.
@Isolated
class MonitoringIT extends OperatorTestCase {
    private static final String TYPE = "podmonitors.monitoring.coreos.com";

    @Test
    void serversAreScrapedOnceThePrometheusOperatorIsThere() {
        namespace.apply("watched", "{}");
        untilReady("watched");
        installPodMonitors();

        namespace.apply("watched", "{template: {annotations: {changed: \"yes\"}}}");

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            GenericKubernetesResource monitor = client.genericKubernetesResources(
                            "monitoring.coreos.com/v1", "PodMonitor")
                    .inNamespace(namespace.name)
                    .withName("watched-registry")
                    .get();
            assertThat(monitor.<Object>get("spec", "podMetricsEndpoints", 0, "port"))
                    .isEqualTo("metrics");
            assertThat(monitor.<Map<String, String>>get("spec", "selector", "matchLabels"))
                    .containsEntry("app.kubernetes.io/instance", "watched");
            assertThat(monitor.getMetadata().getOwnerReferences()).hasSize(1);
        });
    }

    private void installPodMonitors() {
        client.resource(new CustomResourceDefinitionBuilder()
                        .withNewMetadata()
                        .withName(TYPE)
                        .endMetadata()
                        .withNewSpec()
                        .withGroup("monitoring.coreos.com")
                        .withScope("Namespaced")
                        .withNewNames()
                        .withKind("PodMonitor")
                        .withPlural("podmonitors")
                        .endNames()
                        .addNewVersion()
                        .withName("v1")
                        .withServed(true)
                        .withStorage(true)
                        .withNewSchema()
                        .withOpenAPIV3Schema(new JSONSchemaPropsBuilder()
                                .withType("object")
                                .withXKubernetesPreserveUnknownFields(true)
                                .build())
                        .endSchema()
                        .endVersion()
                        .endSpec()
                        .build())
                .create();
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(TYPE)
                .waitUntilCondition(
                        crd -> crd.getStatus().getConditions().stream()
                                .anyMatch(condition -> condition.getType().equals("Established")
                                        && condition.getStatus().equals("True")),
                        30,
                        TimeUnit.SECONDS);
    }

    @AfterEach
    void removePodMonitors() {
        client.apiextensions().v1().customResourceDefinitions().withName(TYPE).delete();
    }
}
