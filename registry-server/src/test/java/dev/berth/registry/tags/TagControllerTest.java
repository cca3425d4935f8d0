package dev.berth.registry.tags;

import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TagControllerTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry().with(TagsConfig.class, new TagsConfig(3));

    private static final String LIST = "/v2/t/list/tags/list";

    @BeforeAll
    static void pushFourTags() {
        for (var tag : List.of("b", "a", "C", "d")) {
            REGISTRY.pushImage("t/list", tag, "tags");
        }
    }

    @Test
    void withoutNumberAllTagsAreListedSorted() {
        var answer = REGISTRY.get(LIST);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(text(answer)).isEqualTo("{\"name\":\"t/list\",\"tags\":[\"C\",\"a\",\"b\",\"d\"]}");
        assertThat(answer.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void pagesFollowEachOther() {
        var first = REGISTRY.get(LIST + "?n=2");
        var link = first.headers().firstValue("Link").orElseThrow();
        var second = REGISTRY.get(link.substring(1, link.indexOf('>')));

        assertThat(text(first)).contains("[\"C\",\"a\"]");
        assertThat(link).isEqualTo("</v2/t/list/tags/list?last=a&n=2>; rel=\"next\"");
        assertThat(text(second)).contains("[\"b\",\"d\"]");
        assertThat(second.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void pageIsNeverLargerThanConfigured() {
        var answer = REGISTRY.get(LIST + "?n=1000");

        assertThat(text(answer)).contains("[\"C\",\"a\",\"b\"]");
        assertThat(answer.headers().firstValue("Link")).contains("</v2/t/list/tags/list?last=b&n=3>; rel=\"next\"");
    }

    @Test
    void noneIsANumberToo() {
        assertThat(text(REGISTRY.get(LIST + "?n=0"))).contains("\"tags\":[]");
    }

    @Test
    void lastNeedNotBeATag() {
        assertThat(text(REGISTRY.get(LIST + "?last=aa"))).contains("[\"b\",\"d\"]");
    }

    @Test
    void garbageIsRefused() {
        for (var n : List.of("-1", "x", "1.5", "99999999999")) {
            var answer = REGISTRY.get(LIST + "?n=" + n);
            assertThat(answer.statusCode()).as(n).isEqualTo(400);
            assertThat(text(answer)).contains("PAGINATION_NUMBER_INVALID");
        }
    }

    @Test
    void unknownRepositoryIsSaidToBeUnknown() {
        var answer = REGISTRY.get("/v2/t/unknown/tags/list");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer)).contains("NAME_UNKNOWN");
    }

    @Test
    void halfWrittenTagIsNotListed() throws IOException {
        REGISTRY.pushImage("t/half", "whole", "tags");
        var tags = REGISTRY.root().resolve("docker/registry/v2/repositories/t/half/_manifests/tags");
        Files.createDirectories(tags.resolve("history/index/sha256"));
        Files.createDirectories(tags.resolve("empty/current"));
        Files.write(tags.resolve("empty/current/link"), new byte[0]);

        assertThat(text(REGISTRY.get("/v2/t/half/tags/list"))).contains("[\"whole\"]");
    }
}
