package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.clients.programs.Call;
import dev.berth.registry.clients.programs.Crane;
import dev.berth.registry.clients.programs.Endpoint;
import dev.berth.registry.clients.programs.SampleImage;
import dev.berth.registry.configuration.Configuration;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives that real programs write, into the storage of a registry that is running.
class ImportIT {
    @TempDir
    private Path folder;

    private SampleImage image;
    private Path settings;
    private RunningRegistry registry;

    @BeforeEach
    void start() throws Exception {
        image = SampleImage.make(folder.resolve("image"), "import");
        settings = Files.writeString(folder.resolve("config.yml"), """
                version: 0.1
                log: {level: warn, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: '%s'}, delete: {enabled: true}}
                http: {addr: '127.0.0.1:0'}
                """.formatted(folder.resolve("data")));
        registry = RunningRegistry.start(Configuration.load(Optional.of(settings), Map.of()));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void skopeo() throws Exception {
        Path oci = folder.resolve("skopeo-oci.tar");
        Path docker = folder.resolve("skopeo-docker.tar");
        skopeo("oci-archive:" + oci + ":v1");
        skopeo("docker-archive:" + docker + ":example.com/team/app:v2");

        load(oci, "skopeo/oci");
        load(docker, "skopeo/docker");

        assertThat(digest("skopeo/oci", "v1")).isEqualTo(image.digest());
        assertThat(config("skopeo/docker", "v2")).contains(image.config());
    }

    @Test
    void podman() throws Exception {
        var podman = Call.of(folder, InstalledPrograms.requireAsRoot("podman", "podman"))
                .adding("--root=" + folder.resolve("p"), "--runroot=" + folder.resolve("r"))
                .adding("--storage-driver=vfs", "--events-backend=none", "--cgroup-manager=cgroupfs");
        String id = podman.adding("pull", "--quiet", "oci:" + image.layout() + ":" + SampleImage.TAG)
                .output();
        podman.adding("tag", id, "example.com/team/app:v3").output();
        for (String format : List.of("oci-archive", "docker-archive")) {
            Path archive = folder.resolve("podman-" + format + ".tar");
            podman.adding("save", "--quiet", "--format=" + format, "--output=" + archive, "example.com/team/app:v3")
                    .output();

            load(archive, "podman/" + format);

            assertThat(config("podman/" + format, "v3")).contains(image.config());
        }
    }

    @Test
    void crane() throws Exception {
        load(image.layout(), "crane/source");
        var endpoint = new Endpoint("127.0.0.1:" + registry.address().getPort(), Optional.empty());
        var crane = new Crane(endpoint, folder);
        String source = endpoint.reference("crane/source:" + SampleImage.TAG);
        crane.run("pull", "--format=oci", source, folder.resolve("crane-oci").toString());
        crane.run(
                "pull", "--format=tarball", source, folder.resolve("crane.tar").toString());

        load(folder.resolve("crane-oci"), "crane/oci:copy");
        load(folder.resolve("crane.tar"), "crane/tarball:copy");

        assertThat(digest("crane/oci", "copy")).isEqualTo(image.digest());
        assertThat(config("crane/tarball", "copy")).contains(image.config());
    }

    private void skopeo(String target) {
        Call.of(folder, InstalledPrograms.require("skopeo", "skopeo"), "--insecure-policy")
                .adding("copy", "oci:" + image.layout() + ":" + SampleImage.TAG, target)
                .output();
    }

    private void load(Path archive, String target) {
        var printed = new ByteArrayOutputStream();
        var stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int code = new CommandLine(new Console(new ByteArrayInputStream(new byte[0]), stream, stream, Map.of()))
                .run("import", settings.toString(), archive.toString(), target);
        assertThat(code).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    }

    private String digest(String repository, String tag) throws Exception {
        try (var client = RegistryClient.of(registry.address().getPort())) {
            return TestRegistry.header(client.get("/v2/" + repository + "/manifests/" + tag), "Docker-Content-Digest");
        }
    }

    /// The manifest, which must be served whole with everything it names.
    private String config(String repository, String tag) throws Exception {
        var copy = folder.resolve("pulled").resolve(repository);
        var endpoint = new Endpoint("127.0.0.1:" + registry.address().getPort(), Optional.empty());
        Call.of(folder, InstalledPrograms.require("skopeo", "skopeo"), "--insecure-policy")
                .adding("copy", "--src-tls-verify=false", "docker://" + endpoint.reference(repository + ":" + tag))
                .adding("dir:" + Files.createDirectories(copy))
                .output();
        return Files.readString(copy.resolve("manifest.json"));
    }
}
