package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.adoption.Peer;
import dev.berth.registry.adoption.Snapshot;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import dev.berth.registry.verify.Finding;
import dev.berth.registry.verify.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `garbage-collect` on a stopped registry whose volume distribution wrote, beside distribution's own.
class OfflineCollectionIT {
    private static final byte[] ORPHAN = "nobody names it".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void removesWhatThePeerRemovesAndLeavesTheRestWhole(Peer peer) throws Exception {
        Path program = peer.require();
        Path written = folder.resolve("written");
        SortedMap<String, String> tagged;
        try (var server = serve(program, written);
                var client = server.client()) {
            write(client);
            tagged = Snapshot.of(client, List.of());
        }
        Path theirs = copy(written, folder.resolve("theirs"));
        Path ours = copy(written, folder.resolve("ours"));
        Set<String> before = blobs(written);

        String dry = collect("-d", "-m", file(ours));
        assertThat(dry).contains("eligible for deletion");
        String judged = collect("--dry-run", file(ours, "berth: {retention: [{keep: {last: 1}}]}"));
        assertThat(judged)
                .contains(
                        "keeps team/app:v1: number 1 of the last 1\n",
                        "removes team/app:latest: no condition of its rule holds\n");
        assertThat(blobs(ours)).isEqualTo(before);
        assertThat(collect("--delete-untagged", "--quiet", file(ours))).isEmpty();
        run(program, "garbage-collect", "-m", file(theirs));

        assertThat(blobs(theirs)).hasSizeLessThan(before.size());
        assertThat(blobs(ours)).isEqualTo(blobs(theirs));
        assertThat(inconsistencies(ours)).isEmpty();
        try (var server = serve(program, ours);
                var client = server.client()) {
            assertThat(Snapshot.of(client, List.of())).isEqualTo(tagged);
            assertThat(client.get("/v2/team/app/blobs/" + Digest.sha256(ORPHAN)).statusCode())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource
    void untaggedManifestsStayUnlessAskedFor(Peer peer) throws Exception {
        Path program = peer.require();
        Path written = folder.resolve("written");
        try (var server = serve(program, written);
                var client = server.client()) {
            write(client);
        }

        assertThat(collect(file(written))).contains("deleted");

        var untagged = TestImages.image(TestImages.config("one"), TestImages.layer("one"));
        try (var server = serve(program, written);
                var client = server.client()) {
            assertThat(client.get("/v2/team/app/manifests/" + untagged.digest()).body())
                    .isEqualTo(untagged.bytes());
            assertThat(client.get("/v2/team/app/blobs/" + Digest.sha256(ORPHAN)).statusCode())
                    .isEqualTo(404);
        }
    }

    /// One image loses its tag to another, one is deleted, and a layer never gets a manifest.
    private static void write(RegistryClient client) throws IOException {
        client.pushImage("team/app", "latest", "one");
        client.pushImage("team/app", "latest", "two");
        client.pushImage("team/app", "v1", "three");
        client.pushBlob("team/app", ORPHAN);
        client.pushImage("team/gone", "v1", "stays");
        var gone = client.pushImage("team/gone", "v2", "gone");
        RegistryClient.require(client.delete("/v2/team/gone/manifests/" + gone.digest()), 202);
    }

    /// What it prints.
    private static String collect(String... arguments) {
        List<String> all = new ArrayList<>(List.of("garbage-collect"));
        all.addAll(List.of(arguments));
        var ran = CommandRun.of(all.toArray(String[]::new));
        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        return ran.out();
    }

    private static Set<String> blobs(Path root) throws IOException {
        try (var files = Files.walk(root.resolve("docker/registry/v2/blobs"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<Finding> inconsistencies(Path root) {
        List<Finding> findings = new ArrayList<>();
        var storage = new FilesystemStorage(new FilesystemConfig(root), Clock.systemUTC());
        new Verification(storage, Clock.systemUTC(), findings::add, false).run();
        return findings;
    }

    private ServerProcess serve(Path program, Path root) throws IOException {
        return ServerProcess.start(List.of(program.toString(), "serve", file(root)), folder.resolve("peer.log"));
    }

    private void run(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("collection.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    private String file(Path root) throws IOException {
        return file(root, "");
    }

    private String file(Path root, String more) throws IOException {
        return Files.writeString(folder.resolve(root.getFileName() + ".yml"), """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: '%s'}, delete: {enabled: true}}
                http: {addr: '127.0.0.1:0'}
                %s
                """.formatted(root, more))
                .toString();
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return to;
    }
}
