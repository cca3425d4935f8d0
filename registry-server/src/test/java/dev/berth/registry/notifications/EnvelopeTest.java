package dev.berth.registry.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.oci.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What endpoints are told of each action: one in distribution's form, one in that of CloudEvents, one that ignores
/// much.
class EnvelopeTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String REPOSITORY = "team/app";
    private static final Receiver ALL = new Receiver();
    private static final Receiver CLOUD = new Receiver();
    private static final Receiver PICKY = new Receiver();

    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry()
            .with(NotificationsConfig.class, NotificationsConfig.from(ConfigurationNode.parse("""
                    notifications:
                      events: {includereferences: true}
                      endpoints:
                        - {name: all, url: "%s", headers: {X-Key: [one, two], Authorization: Bearer t}}
                        - {name: cloud, url: "%s"}
                        - name: picky
                          url: "%s"
                          ignoredmediatypes: [application/octet-stream]
                          ignore: {mediatypes: [%s], actions: [pull]}
                        - {name: off, disabled: true}
                    berth: {notifications: {cloudevents: cloud}}
                    """.formatted(
                            ALL.url(), CLOUD.url(), PICKY.url(), "application/vnd.oci.image.index.v1+json"))));

    @AfterAll
    static void close() {
        List.of(ALL, CLOUD, PICKY).forEach(Receiver::close);
    }

    @BeforeEach
    void forget() {
        List.of(ALL, CLOUD, PICKY).forEach(Receiver::forget);
    }

    @Test
    void pushOfAnImageTellsItsBlobsAndItsManifest() {
        var image = REGISTRY.pushImage(REPOSITORY, "v1", "push");

        var events = events(3);
        assertThat(events).extracting(e -> e.path("action").asText()).containsOnly("push");
        var layer = TestImages.layer("push");
        assertTarget(events.get(1), "application/octet-stream", layer.length, "/blobs/");
        var manifest = events.get(2);
        assertTarget(manifest, image.mediaType(), image.bytes().length, "/manifests/");
        assertThat(manifest.at("/target/digest").asText())
                .isEqualTo(image.digest().toString());
        assertThat(manifest.at("/target/tag").asText()).isEqualTo("v1");
        assertThat(manifest.at("/target/references")).hasSize(2);
        assertThat(manifest.at("/target/references/1/size").asInt()).isEqualTo(layer.length);
        assertThat(events.get(0).at("/target").has("references")).isFalse();
    }

    private static void assertTarget(JsonNode event, String mediaType, int size, String kind) {
        var target = event.path("target");
        assertThat(target.path("mediaType").asText()).isEqualTo(mediaType);
        assertThat(target.path("size").asInt()).isEqualTo(size);
        assertThat(target.path("length").asInt()).isEqualTo(size);
        assertThat(target.path("repository").asText()).isEqualTo(REPOSITORY);
        assertThat(target.path("url").asText())
                .isEqualTo(REGISTRY.uri("/v2/" + REPOSITORY + kind)
                        + target.path("digest").asText());
    }

    @Test
    void envelopeSaysWhenWhoAndWhere() {
        REGISTRY.send(
                "POST",
                "/v2/a/blobs/uploads/?digest=" + Digest.sha256(new byte[] {1}),
                new byte[] {1},
                "User-Agent: test/1",
                "X-Request-Id: r-1",
                "X-Forwarded-For: 10.1.2.3, 10.0.0.1",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: registry.example.com");

        var event = events(1).getFirst();
        assertThat(UUID.fromString(event.path("id").asText())).isNotNull();
        assertThat(Instant.parse(event.path("timestamp").asText()))
                .isBetween(Instant.now().minus(LONG), Instant.now());
        assertThat(event.path("request").toString())
                .isEqualTo("{\"id\":\"r-1\",\"addr\":\"10.1.2.3\",\"host\":\"127.0.0.1:" + REGISTRY.port()
                        + "\",\"method\":\"POST\",\"useragent\":\"test/1\"}");
        assertThat(event.path("actor").toString()).isEqualTo("{}");
        assertThat(event.at("/source/addr").asText()).endsWith(":5000");
        assertThat(event.at("/source/instanceID").asText()).isNotEmpty();
        assertThat(event.at("/target/url").asText()).startsWith("https://registry.example.com/v2/a/blobs/sha256:");
        var headers = ALL.taken().getFirst().headers();
        assertThat(headers.getFirst("Content-Type")).isEqualTo("application/vnd.docker.distribution.events.v2+json");
        assertThat(headers.get("X-Key")).containsExactly("one", "two");
        assertThat(headers.getFirst("Authorization")).isEqualTo("Bearer t");
    }

    @Test
    void pullsAreToldWithTheirMethod() {
        var image = REGISTRY.pushImage(REPOSITORY, "v2", "pull");
        events(3);
        forget();

        REGISTRY.head("/v2/" + REPOSITORY + "/manifests/v2");
        REGISTRY.get("/v2/" + REPOSITORY + "/manifests/" + image.digest());
        var blob = "/v2/" + REPOSITORY + "/blobs/" + Digest.sha256(TestImages.layer("pull"));
        REGISTRY.head(blob);
        REGISTRY.get(blob);
        REGISTRY.get(blob + "0");

        var events = events(4);
        assertThat(events).extracting(e -> e.path("action").asText()).containsOnly("pull");
        assertThat(events)
                .extracting(e -> e.at("/request/method").asText())
                .containsExactly("HEAD", "GET", "HEAD", "GET");
        assertThat(events).extracting(e -> e.at("/target/tag").asText()).containsExactly("v2", "", "", "");
        assertThat(events.get(1).at("/request/addr").asText()).matches("127\\.0\\.0\\.1:\\d+");
        assertThat(events.get(1).at("/request/id").asText()).isNotEmpty();
        assertTarget(events.get(3), "application/octet-stream", TestImages.layer("pull").length, "/blobs/");
    }

    @Test
    void mountNamesWhereTheBlobComesFrom() {
        var digest = REGISTRY.pushBlob("from/here", TestImages.layer("mount"));
        REGISTRY.post("/v2/" + REPOSITORY + "/blobs/uploads/?mount=" + digest + "&from=from/here");

        var event = events(2).getLast();
        assertThat(event.path("action").asText()).isEqualTo("mount");
        assertThat(event.at("/target/fromRepository").asText()).isEqualTo("from/here");
        assertTarget(event, "application/octet-stream", TestImages.layer("mount").length, "/blobs/");
    }

    @Test
    void deletionsNameWhatIsGone() {
        var image = REGISTRY.pushImage("gone", "one", "delete");
        REGISTRY.pushManifest("gone", "two", image);
        var layer = Digest.sha256(TestImages.layer("delete"));
        events(4);
        forget();

        REGISTRY.delete("/v2/gone/manifests/one");
        REGISTRY.delete("/v2/gone/manifests/" + image.digest());
        REGISTRY.delete("/v2/gone/blobs/" + layer);

        var events = events(4);
        assertThat(events).extracting(e -> e.path("action").asText()).containsOnly("delete");
        assertThat(events)
                .extracting(e -> e.path("target").toString())
                .containsExactly(
                        "{\"repository\":\"gone\",\"tag\":\"one\"}",
                        "{\"repository\":\"gone\",\"digest\":\"" + image.digest() + "\"}",
                        "{\"repository\":\"gone\",\"tag\":\"two\"}",
                        "{\"repository\":\"gone\",\"digest\":\"" + layer + "\"}");
    }

    @Test
    void eachTagOfAPushIsToldOf() {
        var index = TestImages.index();
        REGISTRY.putManifest("tags", index.digest() + "?tag=a&tag=b", index);

        assertThat(events(2)).extracting(e -> e.at("/target/tag").asText()).containsExactly("a", "b");
    }

    @Test
    void ignoredActionsAndMediaTypesAreNotSent() {
        var index = TestImages.index();
        REGISTRY.pushImage("picky", "v1", "picky");
        REGISTRY.pushManifest("picky", "index", index);
        REGISTRY.get("/v2/picky/manifests/v1");
        REGISTRY.delete("/v2/picky/manifests/v1");

        events(6);
        await().atMost(LONG).until(() -> PICKY.taken().size() >= 2);
        assertThat(PICKY.taken())
                .extracting(m -> m.event().path("action").asText())
                .containsExactly("push", "delete");
    }

    @Test
    void cloudEventsAreStructuredJson() {
        var image = REGISTRY.pushImage(REPOSITORY, "cloud", "cloud");

        events(3);
        await().atMost(LONG).until(() -> CLOUD.taken().size() == 3);
        var message = CLOUD.taken().getLast();
        assertThat(message.headers().getFirst("Content-Type")).isEqualTo("application/cloudevents+json");
        var event = message.body();
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("type").asText()).isEqualTo("dev.berth.registry.manifest.push");
        assertThat(event.path("source").asText()).isEqualTo(REGISTRY.uri("").toString());
        assertThat(event.path("subject").asText()).isEqualTo(REPOSITORY + ":cloud");
        assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(event.at("/data/target/digest").asText())
                .isEqualTo(image.digest().toString());
        assertThat(event.path("id")).isEqualTo(event.at("/data/id"));
        assertThat(event.path("time")).isEqualTo(event.at("/data/timestamp"));
        assertThat(CLOUD.taken().getFirst().body().path("subject").asText()).startsWith(REPOSITORY + "@sha256:");
    }

    /// All so many events, in their order.
    private static List<JsonNode> events(int count) {
        await().atMost(LONG).until(() -> ALL.taken().size() >= count);
        assertThat(ALL.taken())
                .hasSize(count)
                .allMatch(m -> m.body().path("events").size() == 1);
        return ALL.taken().stream().map(Receiver.Message::event).toList();
    }
}
