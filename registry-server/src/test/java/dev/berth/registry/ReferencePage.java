package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A page of `docs/reference` that follows from the code.
public final class ReferencePage {
    private static final String CURE = """
            the page is stale; run
            mvn test -pl crds,registry-server -am -Dtest='*ReferenceTest' -Dsurefire.failIfNoSpecifiedTests=false \
            -Dberth.write.reference=true
            and commit it""";

    private ReferencePage() {}

    /// Fails when the committed page is not `page`; with the switch it is written first.
    public static void requireCurrent(String name, String page) throws IOException {
        Path file = Path.of("..", "docs", "reference", name);
        if (Boolean.getBoolean("berth.write.reference")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, page);
        }

        assertThat(file).as(CURE).exists().content().isEqualTo(page);
    }
}
