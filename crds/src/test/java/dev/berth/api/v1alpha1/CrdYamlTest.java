package dev.berth.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrdYamlTest {
    private static final String CURE =
            "run `mvn -pl crds test -Dtest=CrdYamlTest -Dberth.crd.write=true` and commit the file";

    @TempDir
    Path directory;

    @Test
    void committedYamlFollowsFromTheRecords() throws IOException {
        String generated = CrdYaml.generate(directory);

        if (Boolean.getBoolean("berth.crd.write")) {
            Files.writeString(CrdYaml.COMMITTED, generated);
        }

        assertThat(Files.readString(CrdYaml.COMMITTED)).as(CURE).isEqualTo(generated);
    }

    @Test
    void everyFieldIsDescribed() throws IOException {
        List<String> undescribed = new ArrayList<>();

        collectUndescribed("", schema(), undescribed);

        assertThat(undescribed).isEmpty();
    }

    @Test
    void conditionsAreAMapByType() throws IOException {
        JSONSchemaProps conditions = SchemaTouches.at(schema(), "status", "conditions");

        assertThat(conditions.getXKubernetesListType()).isEqualTo("map");
        assertThat(conditions.getXKubernetesListMapKeys()).containsExactly("type");
    }

    private static JSONSchemaProps schema() throws IOException {
        return Serialization.unmarshal(Files.readString(CrdYaml.COMMITTED), CustomResourceDefinition.class)
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema();
    }

    private static void collectUndescribed(String path, JSONSchemaProps schema, List<String> found) {
        if (!path.isEmpty() && schema.getDescription() == null) {
            found.add(path);
        }
        if (schema.getProperties() != null) {
            for (Map.Entry<String, JSONSchemaProps> property :
                    schema.getProperties().entrySet()) {
                collectUndescribed(path + "." + property.getKey(), property.getValue(), found);
            }
        }
        if (schema.getItems() != null && schema.getItems().getSchema().getProperties() != null) {
            schema.getItems()
                    .getSchema()
                    .getProperties()
                    .forEach((name, property) -> collectUndescribed(path + "[]." + name, property, found));
        }
    }
}
