package dev.berth.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestApiServer.class)
class ExamplesIT {
    private static final Path EXAMPLES = Path.of("../examples");

    private final TestNamespace namespace = new TestNamespace(TestApiServer.client());

    @TestFactory
    Stream<DynamicTest> theApiServerTakesEveryExample() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> apply(file)));
        }
    }

    private void apply(Path file) throws IOException {
        List<HasMetadata> applied = namespace
                .client
                .load(Files.newInputStream(file))
                .inNamespace(namespace.name)
                .serverSideApply();

        assertThat(applied).extracting(HasMetadata::getKind).contains("Registry");
    }
}
