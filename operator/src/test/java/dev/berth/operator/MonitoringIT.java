package dev.berth.operator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// With types that take anything, as the API server knows them where the Prometheus operator is installed.
@Isolated
class MonitoringIT extends OperatorTestCase {
    private static final String GROUP = "monitoring.coreos.com";

    @Test
    void serversAreScrapedOnceThePrometheusOperatorIsThere() {
        namespace.apply("watched", "{}");
        untilReady("watched");
        install("PodMonitor", "podmonitors");

        namespace.apply("watched", "{template: {annotations: {changed: \"yes\"}}}");

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            GenericKubernetesResource monitor = made("PodMonitor", "watched-registry");
            assertThat(monitor.<Object>get("spec", "podMetricsEndpoints", 0, "port"))
                    .isEqualTo("metrics");
            assertThat(monitor.<Map<String, String>>get("spec", "selector", "matchLabels"))
                    .containsEntry("app.kubernetes.io/instance", "watched");
            assertThat(monitor.getMetadata().getOwnerReferences()).hasSize(1);
        });
    }

    @Test
    void alertsFollowTheSpecAndAreNotWrittenTwice() {
        install("PrometheusRule", "prometheusrules");
        namespace.apply("alerted", "garbageCollection: {schedule: '@daily', activeDeadline: 1h}");
        untilReady("alerted");

        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(expressions("alerted-registry"))
                        .anySatisfy(text -> assertThat(text)
                                .contains("job=\"" + namespace.name + "/alerted-registry\"", "> 93600")));
        String version =
                made("PrometheusRule", "alerted-registry").getMetadata().getResourceVersion();

        namespace.apply("alerted", "garbageCollection: {schedule: '@daily', activeDeadline: 1h, deleteUntagged: true}");

        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(made("PrometheusRule", "alerted-registry")
                                .getMetadata()
                                .getResourceVersion())
                        .isEqualTo(version));
    }

    @Test
    void theOperatorTellsOfItsRegistriesAsLongAsTheyAreThere() {
        namespace.apply("told", "{}");
        untilReady("told");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(series())
                        .contains("berth_registry_condition{condition=\"Ready\",registry=\"told\",registry_namespace=\""
                                + namespace.name + "\",status=\"True\"} 1.0")
                        .contains("berth_registry_certificate_not_after_timestamp_seconds{registry=\"told\""));

        namespace.delete("told");

        await().atMost(SOON).untilAsserted(() -> assertThat(series()).doesNotContain("told"));
    }

    private String series() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.getPrometheusRegistry().register(operator.series);
        return meters.scrape();
    }

    private List<String> expressions(String name) {
        return made("PrometheusRule", name).<List<Map<String, String>>>get("spec", "groups", 0, "rules").stream()
                .map(rule -> rule.get("expr"))
                .toList();
    }

    private GenericKubernetesResource made(String kind, String name) {
        return requireNonNull(client.genericKubernetesResources(GROUP + "/v1", kind)
                .inNamespace(namespace.name)
                .withName(name)
                .get());
    }

    private void install(String kind, String plural) {
        var crd = new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(plural + "." + GROUP)
                .endMetadata()
                .withNewSpec()
                .withGroup(GROUP)
                .withScope("Namespaced")
                .withNewNames()
                .withKind(kind)
                .withPlural(plural)
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
                .build();
        TestApiServer.serve(client, crd);
    }

    @AfterEach
    void removeTypes() {
        for (String plural : List.of("podmonitors", "prometheusrules")) {
            client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(plural + "." + GROUP)
                    .delete();
        }
    }
}
