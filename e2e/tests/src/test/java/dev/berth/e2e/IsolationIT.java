package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.clients.RegistryEndpoint;
import dev.berth.e2e.clients.Skopeo;
import dev.berth.e2e.demo.Steps;
import dev.berth.e2e.demo.TourCollection;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.kubernetes.RegistryAccess;
import dev.berth.e2e.kubernetes.RegistryResource;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class IsolationIT {

    /// Of the same name, with the same user name, so that only the namespaces differ.
    @Test
    void registriesOfTwoNamespacesShareNothing(TestNamespace ours, TestNamespace theirs, @TempDir Path scratch) {
        var here = ours.apply("team", TestNamespace.SMALL);
        var there = theirs.apply("team", TestNamespace.SMALL);
        Stream.of(here, there).forEach(RegistryResource::awaitReady);
        var image = ImageLayout.random(scratch, 1024, 6);
        try (var ourAccess = ours.access(here);
                var theirAccess = theirs.access(there)) {
            var ourEndpoint = ourAccess.endpoint();
            var theirEndpoint = theirAccess.endpoint();
            new Crane(ourEndpoint).push(image, "team/app:1");
            new Crane(theirEndpoint).push(image, "other/app:1");

            assertThat(new Crane(ourEndpoint).catalog()).isEqualTo("team/app");
            assertThat(new Crane(theirEndpoint).catalog()).isEqualTo("other/app");
            assertLoginIsRefused(theirEndpoint.withPassword(ourEndpoint.password()));
            assertThat(theirEndpoint.password()).isNotEqualTo(ourEndpoint.password());
            assertCertificateIsNotTrusted(theirEndpoint.trusting(ourEndpoint.ca()));
            assertCollectionLeavesTheOtherAlone(ours.berth(), here, theirEndpoint, image);
        }
    }

    private static void assertLoginIsRefused(RegistryEndpoint endpoint) {
        assertThat(new Skopeo(endpoint).inspecting("other/app:1").outcome().all())
                .containsIgnoringCase("unauthorized");
    }

    private static void assertCertificateIsNotTrusted(RegistryEndpoint endpoint) {
        assertThat(new Skopeo(endpoint).inspecting("other/app:1").outcome().all())
                .contains("x509");
    }

    private static void assertCollectionLeavesTheOtherAlone(
            Berth berth, RegistryResource collected, RegistryEndpoint other, ImageLayout image) {
        try (var access = RegistryAccess.open(berth.kubectl(), collected)) {
            new Crane(access.endpoint()).delete("team/app@" + image.digest());
        }

        var freed = new TourCollection(berth.client(), berth.kubectl(), new Steps(System.out)).run(collected);

        assertThat(freed).isPositive();
        assertThat(new Crane(other)
                        .program("validate", "--remote", other.reference("other/app:1"))
                        .outcome()
                        .succeeded())
                .isTrue();
    }
}
