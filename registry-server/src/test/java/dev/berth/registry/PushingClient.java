package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.oci.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// Pushes one image after another to a repository of its own and remembers what was acknowledged.
/// Besides a tag of its own each image moves one that all share.
final class PushingClient {
    private static final int LARGEST = 64 << 10;
    private final String repository;
    private final int number;
    private final List<Push> pushes = new ArrayList<>();
    private int moved = -1;

    PushingClient(int number) {
        this.number = number;
        this.repository = "killed/client" + number;
    }

    /// One push, and how far it came.
    private static final class Push {
        private final byte[] config;
        private final byte[] layer;
        private final TestImages.Document image;
        private boolean acknowledged;

        private Push(String seed) {
            config = TestImages.config(seed);
            layer = layer(seed);
            image = TestImages.image(config, layer);
        }

        private static byte[] layer(String seed) {
            var random = new Random(seed.hashCode());
            var layer = new byte[1 + random.nextInt(LARGEST)];
            random.nextBytes(layer);
            return layer;
        }
    }

    /// Returns when the server is gone.
    void pushUntilCutOff(int port, AtomicInteger begun) {
        try (var client = RegistryClient.of(port)) {
            while (!Thread.currentThread().isInterrupted()) {
                begun.incrementAndGet();
                push(client);
            }
        } catch (IOException _) {
            // killed
        }
    }

    private void push(RegistryClient client) throws IOException {
        int count = pushes.size();
        var push = new Push(number + "-" + count);
        pushes.add(push);
        client.pushBlob(repository, push.config);
        if (count % 2 == 0) {
            client.pushBlob(repository, push.layer);
        } else {
            client.pushInPieces(repository, push.layer, 1 + push.layer.length / 3);
        }
        client.pushManifest(repository, "t" + count, push.image);
        push.acknowledged = true;
        client.pushManifest(repository, "latest", push.image);
        moved = count;
    }

    int cutOff() {
        return (int) pushes.stream().filter(push -> !push.acknowledged).count();
    }

    void check(RegistryClient client) throws IOException {
        int newest = -1;
        for (int i = 0; i < pushes.size(); i++) {
            if (isComplete(client, "t" + i, pushes.get(i))) {
                newest = i;
            }
        }
        assertThat(newest).isGreaterThanOrEqualTo(moved);
        var latest = client.get("/v2/" + repository + "/manifests/latest");
        assertThat(pushes.subList(Math.max(moved, 0), pushes.size()))
                .as("where the shared tag of %s may be", repository)
                .anyMatch(push -> (latest.statusCode() == 404 && moved < 0)
                        || Digest.sha256(latest.body()).equals(push.image.digest()));
    }

    /// By digest too: a manifest may be there before its tag is.
    private boolean isComplete(RegistryClient client, String tag, Push push) throws IOException {
        boolean tagged = isThere(client, "/manifests/" + tag, push.image.bytes(), push.acknowledged);
        boolean held = isThere(client, "/manifests/" + push.image.digest(), push.image.bytes(), tagged);
        boolean config = isThere(client, "/blobs/" + Digest.sha256(push.config), push.config, held);
        boolean layer = isThere(client, "/blobs/" + Digest.sha256(push.layer), push.layer, held);
        return tagged && held && config && layer;
    }

    private boolean isThere(RegistryClient client, String path, byte[] content, boolean needed) throws IOException {
        var response = client.get("/v2/" + repository + path);
        assertThat(response.statusCode()).as("%s%s", repository, path).isIn(needed ? List.of(200) : List.of(200, 404));
        if (response.statusCode() == 200) {
            assertThat(response.body()).as("%s%s", repository, path).isEqualTo(content);
        }
        return response.statusCode() == 200;
    }
}
