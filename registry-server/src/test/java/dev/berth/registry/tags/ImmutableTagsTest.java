package dev.berth.registry.tags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.configuration.ConfigurationNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ImmutableTagsTest {
    @RegisterExtension
    private static final TestRegistry REGISTRY = new TestRegistry()
            .with(
                    ImmutableTags.class,
                    ImmutableTags.from(ConfigurationNode.parse(
                            "berth: {immutabletags: [{repositories: [prod/**], tags: [v*], except: [v0-*]}]}")));

    private static final Document FIRST = TestImages.image(TestImages.config("first"), TestImages.layer("first"));
    private static final Document SECOND = TestImages.image(TestImages.config("second"), TestImages.layer("second"));

    @BeforeAll
    static void layers() {
        for (String repository : new String[] {"prod/app", "test/app"}) {
            for (String seed : new String[] {"first", "second"}) {
                REGISTRY.pushBlob(repository, TestImages.config(seed));
                REGISTRY.pushBlob(repository, TestImages.layer(seed));
            }
        }
    }

    @Test
    void immutableTagIsPushedOnceAndAgainWithTheSame() {
        assertThat(push("prod/app", "v1", FIRST).statusCode()).isEqualTo(201);
        assertThat(push("prod/app", "v1", FIRST).statusCode()).isEqualTo(201);

        HttpResponse<byte[]> refused = push("prod/app", "v1", SECOND);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(TestRegistry.text(refused)).contains("DENIED", "the tag v1 is immutable and points elsewhere");
        assertThat(REGISTRY.get("/v2/prod/app/manifests/v1").body()).isEqualTo(FIRST.bytes());
    }

    @Test
    void neitherTheTagNorItsManifestIsDeleted() {
        push("prod/app", "v2", FIRST);

        assertThat(REGISTRY.delete("/v2/prod/app/manifests/v2").statusCode()).isEqualTo(403);
        assertThat(REGISTRY.delete("/v2/prod/app/manifests/" + FIRST.digest()).statusCode())
                .isEqualTo(403);
        assertThat(REGISTRY.get("/v2/prod/app/manifests/v2").statusCode()).isEqualTo(200);
    }

    @Test
    void otherTagsMove() {
        for (String name : new String[] {"prod/app latest", "prod/app v0-rc", "test/app v1"}) {
            String[] parts = name.split(" ", 2);
            push(parts[0], parts[1], FIRST);
            assertThat(push(parts[0], parts[1], SECOND).statusCode()).as(name).isEqualTo(201);
        }
    }

    private static HttpResponse<byte[]> push(String repository, String tag, Document manifest) {
        return REGISTRY.send(
                "PUT",
                "/v2/" + repository + "/manifests/" + tag,
                manifest.bytes(),
                "Content-Type: " + manifest.mediaType());
    }
}
