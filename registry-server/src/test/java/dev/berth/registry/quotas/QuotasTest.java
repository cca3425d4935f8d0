package dev.berth.registry.quotas;

import static dev.berth.registry.TestRegistry.location;
import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.Digest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients are told when a quota is used up. Each test has repositories of its own below one of the rules.
class QuotasTest {
    private static final int MOST_TESTS = 20;
    private static final QuotasConfig RULES = config(rules());

    @RegisterExtension
    private static final TestRegistry REGISTRY = new TestRegistry().with(QuotasConfig.class, RULES);

    private static int tests;
    private String space = "";

    /// For each test 1000 bytes below its space, and three tags.
    private static String rules() {
        StringBuilder rules = new StringBuilder("[{repositories: [large/**], bytes: 1GiB, tags: 1000}");
        for (int i = 0; i < MOST_TESTS; i++) {
            rules.append(", {repositories: [space").append(i).append("/**], bytes: 1000, tags: 3}");
        }
        return rules.append(']').toString();
    }

    @BeforeEach
    void ownSpaceThatIsCounted() {
        space = "space" + tests++;
        await().until(REGISTRY::isCounted);
    }

    @Test
    void blobThatDoesNotFitIsRefusedBeforeItIsSent() {
        REGISTRY.pushBlob(space + "/a", content(600, 1));
        byte[] more = content(500, 2);
        String digest = "?digest=" + Digest.sha256(more);

        HttpResponse<byte[]> atOnce = REGISTRY.send("POST", "/v2/" + space + "/b/blobs/uploads/" + digest, more);
        HttpResponse<byte[]> inOnePiece = REGISTRY.put(REGISTRY.startUpload(space + "/b") + digest, more);
        String session = REGISTRY.startUpload(space + "/b");
        HttpResponse<byte[]> asChunk = REGISTRY.send("PATCH", session, more);

        assertRefused(atOnce);
        assertRefused(inOnePiece);
        assertRefused(asChunk);
        assertThat(text(atOnce))
                .contains("the quota of " + space
                        + "/** is used up: of 1000 bytes, 600 bytes are used, and this needs 500");
        assertThat(REGISTRY.get(session).statusCode()).as("the upload is gone").isEqualTo(404);
    }

    @Test
    void uploadOfUnknownLengthIsRefusedAtItsEnd() {
        REGISTRY.pushBlob(space + "/a", content(600, 3));
        String session = location(REGISTRY.send("PATCH", REGISTRY.startUpload(space + "/a"), content(300, 4)));
        REGISTRY.pushBlob(space + "/b", content(200, 5));

        HttpResponse<byte[]> end = REGISTRY.put(session + "?digest=" + Digest.sha256(content(300, 4)), new byte[0]);

        assertRefused(end);
        assertThat(REGISTRY.get(session).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsThereAlreadyIsFree() {
        byte[] layer = content(900, 6);
        Digest digest = REGISTRY.pushBlob(space + "/a", layer);

        REGISTRY.pushBlob(space + "/a", layer);
        REGISTRY.pushBlob(space + "/b", layer);
        HttpResponse<byte[]> mount =
                REGISTRY.post("/v2/" + space + "/c/blobs/uploads/?mount=" + digest + "&from=" + space + "/a");

        assertThat(mount.statusCode()).isEqualTo(201);
    }

    @Test
    void mountFromElsewhereCounts() {
        Digest digest = REGISTRY.pushBlob("large/a", content(1100, 7));

        assertRefused(REGISTRY.post("/v2/" + space + "/a/blobs/uploads/?mount=" + digest + "&from=large/a"));
        assertThat(REGISTRY.head("/v2/" + space + "/a/blobs/" + digest).statusCode())
                .isEqualTo(404);
    }

    @Test
    void tagsAreCountedTooAndMovingOneIsFree() {
        TestImages.Document image = emptyImage();
        for (String tag : List.of("a", "b", "c")) {
            REGISTRY.pushManifest(space + "/x", tag, image);
        }

        HttpResponse<byte[]> fourth = REGISTRY.putManifest(space + "/x", "d", image);

        assertRefused(fourth);
        assertThat(text(fourth)).contains("of 3 tags, 3 are used, and this needs 1 more");
        assertThat(REGISTRY.putManifest(space + "/x", "a", image).statusCode()).isEqualTo(201);
        assertThat(REGISTRY.delete("/v2/" + space + "/x/manifests/b").statusCode())
                .isEqualTo(202);
        assertThat(REGISTRY.putManifest(space + "/x", "d", image).statusCode()).isEqualTo(201);
    }

    @Test
    void severalTagsOfOnePushFitTogetherOrNotAtAll() {
        TestImages.Document image = emptyImage();

        HttpResponse<byte[]> refused =
                REGISTRY.putManifest(space + "/x", image.digest() + "?tag=a&tag=b&tag=c&tag=d", image);

        assertRefused(refused);
        assertThat(REGISTRY.get("/v2/" + space + "/x/manifests/a").statusCode()).isEqualTo(404);
    }

    @Test
    void pushesAtTheSameTimeDoNotExceedIt() throws Exception {
        List<Future<Integer>> pushes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                byte[] layer = content(100, 100 + i);
                pushes.add(threads.submit(() -> REGISTRY.put(
                                REGISTRY.startUpload(space + "/a") + "?digest=" + Digest.sha256(layer), layer)
                        .statusCode()));
            }
        }
        int taken = 0;
        for (Future<Integer> push : pushes) {
            taken += push.get() == 201 ? 1 : 0;
        }

        assertThat(taken).isEqualTo(10);
    }

    @Test
    void countsSurviveARestart() throws Exception {
        REGISTRY.pushBlob(space + "/a", content(900, 8));

        REGISTRY.restart();
        await().until(REGISTRY::isCounted);

        assertRefused(REGISTRY.put(
                REGISTRY.startUpload(space + "/a") + "?digest=" + Digest.sha256(content(200, 9)), content(200, 9)));
        REGISTRY.pushBlob(space + "/b", content(900, 8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{repositories: [a]} | berth.quotas.0.bytes or tags must be set",
                "{bytes: much} | berth.quotas.0.bytes must be a size such as 500MiB",
                "{bytes: 0} | berth.quotas.0.bytes must be a size such as 500MiB",
                "{tags: 0} | berth.quotas.0.tags must be from 1",
                "{repositories: [UPPER], tags: 1} | berth.quotas.0.repositories must be names",
                "{tags: 1}, {bytes: 1GiB} | berth.quotas has two rules for **"
            })
    void wrongRuleIsNamed(String rule, String problem) {
        assertThatThrownBy(() -> config("[" + rule + "]")).hasMessageContaining(problem);
    }

    private TestImages.Document emptyImage() {
        REGISTRY.pushBlob(space + "/x", new byte[0]);
        return TestImages.image(new byte[0]);
    }

    private static void assertRefused(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(403);
        assertThat(text(answer)).contains("DENIED");
    }

    private static byte[] content(int size, int seed) {
        byte[] content = new byte[size];
        content[0] = (byte) seed;
        return content;
    }

    private static QuotasConfig config(String rules) {
        return QuotasConfig.from(ConfigurationNode.parse("berth: {quotas: " + rules + "}"));
    }
}
