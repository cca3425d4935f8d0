package dev.berth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;

class ChartCrdTest {
    private static final String FILE = "registries.berth.dev-v1.yml";
    private static final Path GENERATED = Path.of("../crds/src/main/resources/META-INF/fabric8", FILE);
    private static final Path COPY = Chart.FOLDER.resolve("files").resolve(FILE);
    private static final String CURE =
            "run `mvn -pl helm test -Dtest=ChartCrdTest -Dberth.crd.write=true` and commit the file";

    @Test
    void copyIsCurrent() throws IOException {
        if (Boolean.getBoolean("berth.crd.write")) {
            Files.copy(GENERATED, COPY, StandardCopyOption.REPLACE_EXISTING);
        }

        assertThat(Files.readString(COPY)).as(CURE).isEqualTo(Files.readString(GENERATED));
    }

    @Test
    void chartChangesNothingButLabelsAndAnnotations() throws Exception {
        ObjectNode rendered = (ObjectNode) Chart.render().only("CustomResourceDefinition");

        ((ObjectNode) rendered.path("metadata")).remove("labels");
        ((ObjectNode) rendered.path("metadata")).remove("annotations");

        assertThat(rendered).isEqualTo(Chart.YAML.readTree(GENERATED.toFile()));
    }

    @Test
    void definitionOutlivesTheRelease() throws Exception {
        JsonNode definition = Chart.render().only("CustomResourceDefinition");

        assertThat(policy(definition)).isEqualTo("keep");
    }

    @Test
    void definitionGoesWithTheReleaseWhenAskedTo() throws Exception {
        JsonNode definition = Chart.render("--set", "crds.keep=false").only("CustomResourceDefinition");

        assertThat(policy(definition)).isEmpty();
    }

    @Test
    void definitionIsLeftToOthersWhenAskedTo() throws Exception {
        Rendered chart = Chart.render("--set", "crds.enabled=false");

        assertThat(chart.all("CustomResourceDefinition")).isEmpty();
    }

    private static String policy(JsonNode definition) {
        return definition.at("/metadata/annotations/helm.sh~1resource-policy").asText("");
    }
}
