package dev.berth.registry.manifests;

import static dev.berth.registry.TestRegistry.header;
import static dev.berth.registry.TestRegistry.location;
import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TagParametersTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private static final TestImages.Document IMAGE =
            TestImages.image(TestImages.config("seed"), TestImages.layer("seed"));

    @Test
    void onePushByDigestSetsSeveralTags() {
        var answer = put("t/several", IMAGE.digest() + "?tag=1.2.3&tag=1.2&tag=1.2&tag=latest");

        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(201);
        assertThat(header(answer, "OCI-Tag")).isEqualTo("1.2.3, 1.2, latest");
        assertThat(location(answer)).isEqualTo("/v2/t/several/manifests/" + IMAGE.digest());
        assertThat(text(REGISTRY.get("/v2/t/several/tags/list"))).contains("[\"1.2\",\"1.2.3\",\"latest\"]");
        assertThat(REGISTRY.get("/v2/t/several/manifests/1.2").body()).isEqualTo(IMAGE.bytes());
    }

    @Test
    void pushWithoutTagsNamesNone() {
        assertThat(put("t/none", IMAGE.digest().toString()).headers().firstValue("OCI-Tag"))
                .isEmpty();
    }

    @Test
    void pushByTagTakesNoFurtherTags() {
        var answer = put("t/tag", "v1?tag=v2");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("OCI-Tag")).isEmpty();
        assertThat(text(REGISTRY.get("/v2/t/tag/tags/list"))).contains("[\"v1\"]");
    }

    @Test
    void oneImpossibleTagStoresNothing() {
        var answer = put("t/invalid", IMAGE.digest() + "?tag=good&tag=-bad");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("TAG_INVALID");
        assertThat(REGISTRY.get("/v2/t/invalid/manifests/" + IMAGE.digest()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void hundredTagsAreTakenAndMoreAreTooMany() {
        var hundred = put("t/many", IMAGE.digest() + "?" + tags(100));
        var more = put("t/more", IMAGE.digest() + "?" + tags(101));

        assertThat(header(hundred, "OCI-Tag").split(", ")).hasSize(100);
        assertThat(more.statusCode()).isEqualTo(414);
        assertThat(text(more)).contains("TAG_INVALID", "100");
    }

    private static String tags(int count) {
        return IntStream.range(0, count).mapToObj(each -> "tag=t" + each).collect(Collectors.joining("&"));
    }

    private static HttpResponse<byte[]> put(String repository, String reference) {
        REGISTRY.pushBlob(repository, TestImages.config("seed"));
        REGISTRY.pushBlob(repository, TestImages.layer("seed"));
        return REGISTRY.putManifest(repository, reference, IMAGE);
    }
}
