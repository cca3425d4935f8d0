package dev.berth.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page is made from the CRD as it follows from the records.
class RegistryReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "registry.md");
    private static final String CURE = """
            the page is stale; run
            mvn test -pl crds,registry-server -am -Dtest='*ReferenceTest' -Dsurefire.failIfNoSpecifiedTests=false \
            -Dberth.write.reference=true
            and commit it""";

    @TempDir
    Path directory;

    @Test
    void pageIsCurrent() throws IOException {
        String page = page();
        if (Boolean.getBoolean("berth.write.reference")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE).as(CURE).exists().content().isEqualTo(page);
    }

    private String page() throws IOException {
        JSONSchemaProps root = Serialization.unmarshal(CrdYaml.generate(directory), CustomResourceDefinition.class)
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema();
        RegistryReference spec = RegistryReference.of("spec", SchemaTouches.at(root, "spec"));
        RegistryReference status = RegistryReference.of("status", SchemaTouches.at(root, "status"));
        return """
                # Fields of a Registry

                `apiVersion: berth.dev/v1alpha1`, `kind: Registry`. `kubectl explain registry.spec` lists the fields on a cluster. `[]` stands
                for any item of a list. This page is generated from the CRD.

                ## Spec
                All of it may be left out. The API server writes the defaults into the object.

                | field | type | default | limits | meaning |
                |---|---|---|---|---|
                """ + spec.fields() + """

                ## Rules between fields
                The API server refuses what breaks one of them, with this message.

                | where | when | rule |
                |---|---|---|
                """ + RegistryReference.of("", root).rules() + """

                ## Status
                Written by the operator.

                | field | type | default | limits | meaning |
                |---|---|---|---|---|
                """ + status.fields();
    }
}
