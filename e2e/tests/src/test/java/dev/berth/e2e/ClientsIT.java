package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.e2e.clients.Crane;
import dev.berth.e2e.clients.HelmRegistry;
import dev.berth.e2e.clients.Podman;
import dev.berth.e2e.clients.RegistryEndpoint;
import dev.berth.e2e.clients.Skopeo;
import dev.berth.e2e.images.ImageLayout;
import dev.berth.e2e.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Each client pushes and pulls over TLS with a login. The kubelet's own pull is part of the tour.
@ExtendWith(BerthExtension.class)
@ResourceLock(value = Locks.OPERATOR, mode = ResourceAccessMode.READ)
final class ClientsIT {

    @Test
    void realClientsPushAndPull(TestNamespace namespace, @TempDir Path scratch) throws IOException {
        var registry = namespace.ready("team", TestNamespace.SMALL);
        try (var access = namespace.access(registry)) {
            skopeo(access.endpoint(), Files.createDirectory(scratch.resolve("skopeo")));
            crane(access.endpoint(), Files.createDirectory(scratch.resolve("crane")));
            helm(access.endpoint(), Files.createDirectory(scratch.resolve("helm")));
            podman(access.endpoint(), Files.createDirectory(scratch.resolve("podman")));
        }
    }

    private static void skopeo(RegistryEndpoint endpoint, Path scratch) {
        var image = ImageLayout.random(scratch.resolve("pushed"), 300_000, 11);
        var skopeo = new Skopeo(endpoint);

        skopeo.push(image, "clients/skopeo:1");
        skopeo.pull("clients/skopeo:1", scratch.resolve("pulled"));

        assertThat(scratch.resolve("pulled/blobs/sha256").resolve(hex(image))).exists();
    }

    private static void crane(RegistryEndpoint endpoint, Path scratch) {
        var image = ImageLayout.random(scratch.resolve("pushed"), 300_000, 12);
        var crane = new Crane(endpoint);

        crane.push(image, "clients/crane:1");
        crane.pull("clients/crane:1", scratch.resolve("pulled.tar"));

        assertThat(scratch.resolve("pulled.tar")).isNotEmptyFile();
        assertThat(crane.digest("clients/crane:1")).isEqualTo(image.digest());
        assertThat(crane.program("ls", endpoint.reference("clients/crane")).run())
                .isEqualToIgnoringNewLines("1");
        crane.delete("clients/crane@" + image.digest());
        assertThat(crane.program("digest", endpoint.reference("clients/crane:1"))
                        .outcome()
                        .all())
                .contains("MANIFEST_UNKNOWN");
    }

    private static void helm(RegistryEndpoint endpoint, Path scratch) {
        var helm = new HelmRegistry(endpoint);
        var chart = helm.pack(Project.find().chart(), scratch);
        var version = chart.getFileName().toString().replaceAll("^berth-|\\.tgz$", "");

        helm.push(chart, "clients");
        helm.pull("clients/berth", version, scratch);

        assertThat(chart).isNotEmptyFile();
    }

    private static void podman(RegistryEndpoint endpoint, Path scratch) {
        var image = ImageLayout.random(scratch.resolve("pushed"), 300_000, 13);

        new Podman(endpoint, scratch.resolve("store")).pushAndPull(image, "clients/podman:1");

        assertThat(new Crane(endpoint).catalog()).contains("clients/podman");
    }

    private static String hex(ImageLayout image) {
        return image.digest().substring("sha256:".length());
    }
}
