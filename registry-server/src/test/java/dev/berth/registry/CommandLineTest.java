package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void versionAndHelpNeedNoSettings() {
        assertThat(run("", "--version")).isZero();
        assertThat(text(out)).startsWith("registry-server ");
        assertThat(run("", "--help")).isZero();
        assertThat(text(out)).contains("serve", "garbage-collect", "collect", "verify", "import", "htpasswd");
        assertThat(run("", "serve", "--help")).isZero();
    }

    @Test
    void validateReadsTheSettingsAndServesNothing() throws IOException {
        assertThat(run("", "serve", "--validate", file(usable() + "http: {addr: '127.0.0.1:1'}")))
                .isZero();

        assertThat(text(out)).contains("can be served");
        assertRefused(
                "http.tls.key is missing",
                "serve",
                "--validate",
                file(usable() + "http: {tls: {certificate: /no/crt}}"));
        assertRefused(
                "named in auth.htpasswd.path does not exist",
                "serve",
                "--validate",
                file(usable() + "auth: {htpasswd: {realm: r, path: /no/users}}"));
    }

    @Test
    void filesOfABucketAreReadAndNamed() throws IOException {
        var bucket = "storage: {s3: {bucket: images, region: us-east-1}}\n";
        var keys = file("key");
        var nothing = Files.createFile(directory.resolve("nothing.pem"));

        assertThat(run(
                        "",
                        "serve",
                        "--validate",
                        file(bucket + own("accesskeyfile: " + keys + ", secretkeyfile: " + keys))))
                .isZero();
        assertRefused(
                "berth.s3.accesskeyfile or berth.s3.secretkeyfile cannot be read: /no/key does not exist",
                "serve",
                "--validate",
                file(bucket + own("accesskeyfile: " + keys + ", secretkeyfile: /no/key")));
        assertRefused(
                "berth.s3.cafile " + nothing + " holds no certificates",
                "serve",
                "--validate",
                file(bucket + own("cafile: " + nothing)));
        assertRefused("berth.s3.cafile /no/ca does not exist", "serve", file(bucket + own("cafile: /no/ca")));
        assertRefused(
                "berth.s3.cafile /no/ca does not exist",
                "serve",
                "--validate",
                file(usable() + "berth: {migration: {from: {storage: {s3: {bucket: images, region: us-east-1}},"
                        + " berth: {s3: {cafile: /no/ca}}}}}"));
    }

    private static String own(String keys) {
        return "berth: {s3: {" + keys + "}}\n";
    }

    @Test
    void htpasswdMakesALineThatTheServerTakes() throws IOException {
        assertThat(run("s3cret\n", "htpasswd", "alice")).isZero();

        assertThat(text(out).strip()).matches("alice:\\$2y\\$10\\$[./A-Za-z0-9]{53}");
        assertThat(text(out) + text(err)).doesNotContain("s3cret");
    }

    @Test
    void addressInUseIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = "127.0.0.1:" + taken.getLocalPort();

            assertRefused(
                    address + " of http.addr or http.debug.addr cannot be listened on: Address already in use",
                    "serve",
                    file(usable() + "http: {addr: '" + address + "'}"));
        }
    }

    @Test
    void addressThatTakesNoCollectionsIsOneSentence() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.start();
        try {
            assertRefused(
                    "nothing at --url takes collections",
                    "collect",
                    "--token-file",
                    Files.writeString(directory.resolve("token"), "t").toString(),
                    "--url",
                    "http://127.0.0.1:" + other.getAddress().getPort());
        } finally {
            other.stop(0);
        }
    }

    @Test
    void wrongArgumentsAreOneSentenceAndCodeTwo() {
        assertRefused("\"frobnicate\" is not a command", "frobnicate");
        assertRefused("--colour is not an option here", "garbage-collect", "--colour");
        assertRefused("verify takes one file", "verify", "one.yml", "two.yml");
        assertRefused("--url is missing", "collect", "--token-file", directory("token"));
        assertRefused("--min-age must be a duration", "collect", "--min-age", "soon");
        assertRefused("import needs an archive", "import", "image.tar");
        assertRefused("is no repository", "import", "image.tar", "UPPER");
        assertRefused("htpasswd takes the name of one user", "htpasswd");
        assertRefused("a user's name must not be empty", "htpasswd", "a:b");
        assertRefused("does not exist", "serve", "/no/such.yml");
        assertRefused("does not exist", "/no/such.yml");
    }

    @Test
    void wrongSettingsAreOneSentenceAndCodeTwo() throws IOException {
        assertRefused("storage.floppy is not known", "serve", file("storage: {floppy: {}}"));
        assertRefused("is not valid YAML", "serve", file("storage: ["));
        assertRefused(
                "named in http.tls does not exist",
                "serve",
                file(usable() + "http: {addr: '127.0.0.1:0', tls: {certificate: /no/crt, key: /no/key}}"));
        assertRefused("http.tls.key is missing", "serve", file(usable() + "http: {tls: {certificate: /no/crt}}"));
        assertRefused(
                "named in auth.htpasswd.path does not exist",
                "serve",
                file(usable() + "auth: {htpasswd: {realm: r, path: /dev/null/users}}"));
        assertRefused("http.addr must be host:port", "serve", file(usable() + "http: {addr: nowhere}"));
        assertRefused(
                "berth.maintenance.tokenfile names /no/token",
                "serve",
                file(usable() + "berth: {maintenance: {tokenfile: /no/token}}"));
    }

    @Test
    void rootDirectoryThatIsNoneIsOneSentence() throws IOException {
        Path plain = Files.writeString(directory.resolve("plain"), "");

        assertRefused(
                "storage.filesystem.rootdirectory cannot be used",
                "serve",
                file("http: {addr: '127.0.0.1:0'}\nstorage: {filesystem: {rootdirectory: " + plain + "}}"));
    }

    @Test
    void garbageCollectRunsOnAStoppedRegistry() throws IOException {
        assertThat(run("", "garbage-collect", "--dry-run", "-m", file(usable())))
                .isZero();

        assertThat(text(out)).contains("0 repositories", "eligible for deletion");
    }

    @Test
    void verifyTellsByItsCodeWhetherAllIsSound() throws IOException {
        assertThat(run("", "verify", file(usable()))).isZero();
        assertThat(text(out)).isEqualTo("0 repositories, 0 tags, 0 manifests, 0 blobs of 0 bytes: sound\n");
        String hex = "ab".repeat(32);
        Path blob = directory.resolve("data/docker/registry/v2/blobs/sha256/ab/" + hex + "/data");
        Files.createDirectories(blob.getParent());
        Files.writeString(blob, "x");
        out.reset();

        assertThat(run("", "verify", file(usable()))).isEqualTo(1);

        assertThat(text(out))
                .startsWith(
                        "damaged-blob - docker/registry/v2/blobs/sha256/ab/" + hex + "/data: its 1 bytes are sha256:")
                .endsWith("1 blobs of 1 bytes: 1 inconsistencies, 0 repaired\n");
        out.reset();

        assertThat(run("", "verify", "--repair", "--json", file(usable()))).isEqualTo(1);

        assertThat(text(out))
                .startsWith("{\"kind\":\"damaged-blob\",\"repository\":null,\"path\":\"docker/")
                .contains("\"repair\":\"moved to berth/damaged/sha256/" + hex)
                .contains("\"inconsistencies\":1,\"repaired\":1,\"sound\":false}");
        assertThat(blob).doesNotExist();
    }

    private void assertRefused(String sentence, String... arguments) {
        err.reset();
        assertThat(run("", arguments)).as(sentence).isEqualTo(2);
        assertThat(text(err)).contains(sentence).doesNotContain("\tat ", "Exception");
    }

    private int run(String input, String... arguments) {
        Console console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
        return new CommandLine(console).run(arguments);
    }

    private String usable() {
        return "storage: {filesystem: {rootdirectory: " + directory.resolve("data") + "}}\n";
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "config", ".yml"), "version: 0.1\n" + yaml)
                .toString();
    }

    private String directory(String name) {
        return directory.resolve(name).toString();
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
