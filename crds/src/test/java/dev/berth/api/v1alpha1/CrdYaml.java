package dev.berth.api.v1alpha1;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The CRD as it follows from the records, and the committed copy of it.
final class CrdYaml {
    static final Path COMMITTED = Path.of("src/main/resources/META-INF/fabric8/registries.berth.dev-v1.yml");

    private CrdYaml() {}

    static String generate(Path directory) throws IOException {
        new CRDGenerator()
                .customResourceClasses(Registry.class)
                .withParallelGenerationEnabled(false)
                .withMinQuotes(true)
                .withPostProcessor(new Touches())
                .inOutputDir(directory.toFile())
                .detailedGenerate();
        return Files.readString(directory.resolve(COMMITTED.getFileName()));
    }

    private static final class Touches implements CRDPostProcessor {
        @Override
        public HasMetadata process(HasMetadata generated, String version) {
            CustomResourceDefinition crd = (CustomResourceDefinition) generated;
            crd.getSpec().getVersions().forEach(SchemaTouches::apply);
            return crd;
        }
    }
}
