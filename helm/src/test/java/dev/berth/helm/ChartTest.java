package dev.berth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    private static final String VALUES = "src/test/values/";

    @ParameterizedTest
    @ValueSource(strings = {"one-namespace", "namespaces", "everything"})
    void lintFindsNothing(String values) throws Exception {
        var outcome = Chart.helm(List.of("lint", "--strict", Chart.FOLDER.toString(), "-f", VALUES + values + ".yaml"));

        assertThat(outcome.exit()).as(outcome.text()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colour=red",
                "image.digest=latest",
                "watchNamespaces={Team_A}",
                "replicaCount=many",
                "crds.keeps=true",
                "image.pullPolicy=Sometimes"
            })
    void valueThatMeansNothingIsRefused(String value) throws Exception {
        var outcome = Chart.template("--set", value);

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.text()).contains("values don't meet the specifications of the schema");
    }

    @Test
    void renderingTwiceGivesTheSame() throws Exception {
        String first = Chart.template("-f", VALUES + "everything.yaml").text();

        assertThat(Chart.template("-f", VALUES + "everything.yaml").text()).isEqualTo(first);
    }

    @Test
    void podMeetsTheRestrictedStandard() throws Exception {
        Rendered chart = Chart.render();

        assertThat(chart.pod().at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(chart.pod().at("/securityContext/seccompProfile/type").asText())
                .isEqualTo("RuntimeDefault");
        JsonNode context = chart.container().path("securityContext");
        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(context.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(chart.container().at("/volumeMounts/0/mountPath").asText()).isEqualTo("/tmp");
    }

    @Test
    void imagesFollowTheVersionUnlessToldOtherwise() throws Exception {
        Rendered plain = Chart.render();
        Rendered chosen = Chart.render("-f", VALUES + "everything.yaml");

        String version = System.getProperty("project.version");
        assertThat(plain.container().path("image").asText()).isEqualTo("berth.dev/operator:" + version);
        assertThat(plain.environment("BERTH_SERVER_IMAGE")).isEqualTo("berth.dev/registry-server:" + version);
        assertThat(chosen.container().path("image").asText())
                .isEqualTo("registry.example/berth/operator@sha256:" + "0123456789abcdef".repeat(4));
        assertThat(chosen.environment("BERTH_SERVER_IMAGE")).isEqualTo("registry.example/berth/server:1.2");
    }

    @Test
    void chartCarriesTheVersionOfTheProject() throws IOException {
        JsonNode chart = Chart.YAML.readTree(Chart.FOLDER.resolve("Chart.yaml").toFile());

        String version = System.getProperty("project.version");
        assertThat(chart.path("version").asText()).isEqualTo(version);
        assertThat(chart.path("appVersion").asText()).isEqualTo(version);
        assertThat(chart.at("/annotations/artifacthub.io~1images").asText())
                .contains("berth.dev/operator:" + version, "berth.dev/registry-server:" + version);
    }

    @Test
    void disruptionBudgetComesWithTheSecondReplica() throws Exception {
        assertThat(Chart.render().all("PodDisruptionBudget")).isEmpty();
        assertThat(Chart.render("--set", "replicaCount=2").all("PodDisruptionBudget"))
                .hasSize(1);
    }

    @Test
    void optionalObjectsAreLeftOut() throws Exception {
        Rendered plain = Chart.render();
        Rendered everything = Chart.render("-f", VALUES + "everything.yaml");

        assertThat(plain.all("ServiceMonitor")).isEmpty();
        assertThat(plain.all("NetworkPolicy")).isEmpty();
        assertThat(everything
                        .only("ServiceMonitor")
                        .at("/metadata/labels/release")
                        .asText())
                .isEqualTo("prometheus");
        assertThat(everything.only("NetworkPolicy").at("/spec/ingress/0/from")).hasSize(1);
    }

    @Test
    void serviceMonitorWithoutServiceIsRefused() throws Exception {
        var outcome = Chart.template(
                "--set", "metrics.serviceMonitor.enabled=true", "--set", "metrics.service.enabled=false");

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.text()).contains("metrics.serviceMonitor.enabled needs metrics.service.enabled");
    }
}
