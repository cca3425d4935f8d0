package dev.berth.registry.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.RegistryClient;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.ServerProcess;
import dev.berth.registry.TestImages;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.DigestAlgorithm;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import dev.berth.registry.verify.Finding;
import dev.berth.registry.verify.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A volume goes from distribution to Berth and back, and nobody who pulls can tell.
class AdoptionIT {
    private static final byte[] LARGE = content(5 << 20);
    private static final byte[] UNFINISHED = content(100_000);
    private static final byte[] LONGER_HASH = content(1000);
    private static final Digest SHA512 = Digest.of(DigestAlgorithm.SHA512, LONGER_HASH);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void volumeIsAdoptedAndGivenBack(Peer peer) throws Exception {
        var program = peer.require();
        SortedMap<String, String> written;
        String upload;
        try (var server = serve(program);
                var client = server.client()) {
            write(client);
            upload = leaveUnfinished(client);
            written = snapshot(client);
        }
        assertThat(inconsistencies()).isEmpty();
        SortedMap<String, String> changed;
        try (var berth = RunningRegistry.start(Configuration.of(settings(), "test", Map.of()));
                var client = RegistryClient.of(berth.address().getPort())) {
            assertThat(snapshot(client)).isEqualTo(written).hasSizeGreaterThan(30);
            change(client);
            client.finish(client.base().resolve(upload), tail(UNFINISHED), Digest.sha256(UNFINISHED));
            changed = snapshot(client);
        }
        assertThat(changed).isNotEqualTo(written);
        assertThat(inconsistencies()).isEmpty();
        SortedMap<String, String> tagged;
        try (var server = serve(program);
                var client = server.client()) {
            assertThat(snapshot(client)).isEqualTo(changed);
            client.pushImage("team/app", "afterwards", "afterwards");
            tagged = Snapshot.of(client, List.of());
        }
        collectGarbage(program);
        try (var server = serve(program);
                var client = server.client()) {
            assertThat(Snapshot.of(client, List.of())).isEqualTo(tagged);
        }
    }

    /// What the peer leaves: images of both kinds, lists of them, tags that share, moved and went, and an upload.
    static void write(RegistryClient client) throws IOException {
        var first = client.pushImage("team/app", "latest", "one");
        client.pushManifest("team/app", "v1", first);
        var second = client.pushImage("team/app", "v2", "two");
        client.pushManifest("team/app", "latest", second);
        client.pushManifest("team/app", "multi", TestImages.index(first, second));
        client.pushManifest("team/app", "signature", artifact(client, second));

        client.pushInPieces("deep/er/name", LARGE, 2 << 20);
        client.pushBlob("deep/er/name", new byte[0]);
        client.pushBlob("deep/er/name", TestImages.config("docker"));
        var docker = TestImages.dockerImage(TestImages.config("docker"), LARGE, new byte[0]);
        client.pushManifest("deep/er/name", docker.digest().toString(), docker);
        client.pushManifest("deep/er/name", "list", TestImages.dockerList(docker));
        client.mount("team/copy", "deep/er/name", Digest.sha256(LARGE));
        client.finish(client.startUpload("team/copy"), LONGER_HASH, SHA512);
        client.pushBlob("team/copy", TestImages.config("docker"));
        client.pushManifest("team/copy", "v1", TestImages.image(TestImages.config("docker"), LARGE, LONGER_HASH));

        var gone = client.pushImage("team/gone", "v1", "gone");
        client.pushImage("team/gone", "v2", "stays");
        RegistryClient.require(client.delete("/v2/team/gone/manifests/" + gone.digest()), 202);
    }

    private static TestImages.Document artifact(RegistryClient client, TestImages.Document subject) throws IOException {
        var config = "{}".getBytes(StandardCharsets.UTF_8);
        client.pushBlob("team/app", config);
        return TestImages.artifact("application/x.signature", subject, config);
    }

    private static String leaveUnfinished(RegistryClient client) throws IOException {
        return client.patch(client.startUpload("team/app"), head(UNFINISHED)).getPath();
    }

    static void change(RegistryClient client) throws IOException {
        var third = client.pushImage("team/app", "v3", "three");
        client.pushManifest("team/app", "latest", third);
        client.pushManifest("team/app", "v1", third);
        client.pushManifest("team/app", "again", TestImages.index(third));
        client.pushImage("new/here", "v1", "new");
        var gone = TestImages.image(TestImages.config("stays"), TestImages.layer("stays"));
        RegistryClient.require(client.delete("/v2/team/gone/manifests/" + gone.digest()), 202);
        RegistryClient.require(client.delete("/v2/team/app/manifests/v2"), 202);
        client.pushImage("team/gone", "v9", "gone");
    }

    /// Also what no tag leads to.
    static SortedMap<String, String> snapshot(RegistryClient client) throws IOException {
        var one = TestImages.image(TestImages.config("one"), TestImages.layer("one"));
        var gone = TestImages.image(TestImages.config("gone"), TestImages.layer("gone"));
        return Snapshot.of(
                client,
                List.of(
                        "/v2/team/app/manifests/" + one.digest(),
                        "/v2/team/gone/manifests/" + gone.digest(),
                        "/v2/team/gone/manifests/v1",
                        "/v2/team/copy/blobs/" + SHA512,
                        "/v2/no/such/tags/list",
                        "/v2/new/here/blobs/" + Digest.sha256(LARGE)));
    }

    private ServerProcess serve(Path program) throws IOException {
        return ServerProcess.start(List.of(program.toString(), "serve", file()), folder.resolve("peer.log"));
    }

    private void collectGarbage(Path program) throws IOException, InterruptedException {
        var log = folder.resolve("collection.log");
        var collection = new ProcessBuilder(program.toString(), "garbage-collect", file())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(collection.waitFor()).as(Files.readString(log)).isZero();
    }

    private List<Finding> inconsistencies() {
        List<Finding> findings = new ArrayList<>();
        var storage = new FilesystemStorage(new FilesystemConfig(folder.resolve("data")), Clock.systemUTC());
        new Verification(storage, Clock.systemUTC(), findings::add, false).run();
        return findings;
    }

    private String file() throws IOException {
        return Files.writeString(folder.resolve("config.yml"), settings()).toString();
    }

    private String settings() {
        return """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: '%s'}, delete: {enabled: true}}
                http: {addr: '127.0.0.1:0'}
                """.formatted(folder.resolve("data"));
    }

    private static byte[] head(byte[] content) {
        return Arrays.copyOf(content, content.length / 3);
    }

    private static byte[] tail(byte[] content) {
        return Arrays.copyOfRange(content, content.length / 3, content.length);
    }

    private static byte[] content(int length) {
        var content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
