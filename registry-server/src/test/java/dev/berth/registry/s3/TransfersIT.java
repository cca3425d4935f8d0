package dev.berth.registry.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.RegistryClient;
import dev.berth.registry.RunningRegistry;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.s3.bucket.S3Config;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How content that is larger than a part comes into a bucket and out of it.
class TransfersIT {
    private static final byte[] LARGE = content(26 << 20);
    private static final Digest DIGEST = Digest.sha256(LARGE);
    private static final String BLOB = "/v2/large/app/blobs/" + DIGEST;
    private ObjectServer server;
    private String bucket;

    @BeforeEach
    void bucket() {
        server = ObjectServers.VERSITYGW.running();
        bucket = TestBucket.make(server);
    }

    @Test
    void uploadGoesOnAtAnotherReplicaWhateverThePiecesAre() throws IOException {
        try (var one = start(true);
                var other = start(true);
                var first = client(one);
                var second = client(other)) {
            var upload = first.startUpload("large/app").getPath();
            int from = 0;
            for (int end : new int[] {1000, 7 << 20, 8 << 20, 21 << 20, LARGE.length}) {
                var client = from == 0 ? first : second;
                upload = client.patch(client.base().resolve(upload), Arrays.copyOfRange(LARGE, from, end))
                        .getPath();
                from = end;
            }
            first.finish(first.base().resolve(upload), new byte[0], DIGEST);

            assertThat(second.get(BLOB).body()).isEqualTo(LARGE);
            assertNothingIsLeft();
        }
    }

    @Test
    void contentWhoseDigestIsKnownGoesStraightToItsPlace() throws IOException {
        try (var registry = start(true);
                var client = client(registry)) {
            client.pushBlob("large/app", LARGE);

            assertThat(client.get(BLOB).body()).isEqualTo(LARGE);
            assertNothingIsLeft();
        }
    }

    @Test
    void contentWithAnotherDigestIsNeverSeen() throws IOException {
        var claimed = Digest.sha256(new byte[] {1});
        try (var registry = start(true);
                var client = client(registry)) {
            var end = client.startUpload("large/app") + "?digest=" + claimed;
            var answer = client.send("PUT", URI.create(end), LARGE, "application/octet-stream");

            assertThat(answer.statusCode()).isEqualTo(400);
            try (var storage = ObjectServers.storage(config())) {
                assertThat(storage.stat(Layout.blobData(claimed))).isEmpty();
            }
            assertNothingIsLeft();
        }
    }

    @Test
    void blobIsFetchedFromTheBucketItself() throws Exception {
        try (var registry = start(false);
                var client = client(registry)) {
            client.pushBlob("large/app", LARGE);

            var redirect = client.get(BLOB);

            assertThat(redirect.statusCode()).isEqualTo(307);
            var address = URI.create(TestRegistry.location(redirect));
            assertThat(address.getPort()).isEqualTo(server.port());
            assertThat(redirect.headers().firstValue("Cache-Control")).contains("no-store");
            var answer = client.http()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.body()).isEqualTo(LARGE);
            var head = client.send("HEAD", client.base().resolve(BLOB), new byte[0], "x/y");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(LARGE.length);
        }
    }

    private void assertNothingIsLeft() {
        try (var storage = ObjectServers.storage(config());
                var owner = TestBucket.client(server.endpoint())) {
            assertThat(storage.list(
                            StorageKey.of("docker", "registry", "v2", "repositories", "large", "app", "_uploads")))
                    .isEmpty();
            assertThat(owner.listMultipartUploads(each -> each.bucket(bucket)).uploads())
                    .isEmpty();
        }
    }

    private S3Config config() {
        return ObjectServers.config(server, bucket);
    }

    private RunningRegistry start(boolean through) {
        return RunningRegistry.start(Configuration.of(
                """
                version: 0.1
                log: {level: warn, accesslog: {disabled: true}}
                storage:
                  redirect: {disable: %s}
                  s3: {regionendpoint: '%s', bucket: '%s', accesskey: '%s', secretkey: '%s', rootdirectory: /some/where}
                http: {addr: '127.0.0.1:0'}
                """.formatted(through, server.endpoint(), bucket, ObjectServer.ACCESS_KEY, ObjectServer.SECRET_KEY),
                "TransfersIT",
                Map.of()));
    }

    private static RegistryClient client(RunningRegistry registry) {
        return RegistryClient.of(registry.address().getPort());
    }

    private static byte[] content(int length) {
        var content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }
}
