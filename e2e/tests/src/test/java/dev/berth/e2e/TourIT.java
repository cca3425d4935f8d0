package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.demo.Steps;
import dev.berth.e2e.demo.Tour;
import dev.berth.e2e.demo.TourReport;
import dev.berth.e2e.kubernetes.RegistryAccess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(Locks.OPERATOR)
final class TourIT {

    private static final long GARBAGE = 32L * 1024 * 1024;

    @Test
    void demoEndsWithARunningPodAndFreedBytes(Berth berth, @TempDir Path scratch) {
        var report = new Tour(berth.cluster(), berth.client(), new Steps(System.out), scratch).run();

        assertThat(report.podLog()).contains("hello from an image that came from a Berth registry");
        assertThat(report.freedBytes()).isGreaterThanOrEqualTo(GARBAGE);
        assertThat(report.registry().condition("Ready"))
                .hasValueSatisfying(ready -> assertThat(ready.status()).isEqualTo("True"));
        assertWhatIsStillNamedCanBePulled(berth, report);
        report.registry().resource().delete();
    }

    private static void assertWhatIsStillNamedCanBePulled(Berth berth, TourReport report) {
        try (var access = RegistryAccess.open(berth.kubectl(), report.registry())) {
            var crane = new Crane(access.endpoint());

            assertThat(crane.program("validate", "--remote", access.endpoint().reference("demo/hello:1"))
                            .outcome())
                    .satisfies(outcome ->
                            assertThat(outcome.succeeded()).as(outcome.all()).isTrue());
            assertThat(crane.catalog()).contains("demo/hello");
        }
    }
}
