package dev.berth.registry.catalog;

import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestRegistry;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CatalogControllerTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry().with(CatalogConfig.class, new CatalogConfig(10));

    @BeforeAll
    static void pushToFourRepositories() {
        for (var name : List.of("a-b", "a/b", "a", "z/manifests/blobs")) {
            REGISTRY.pushImage(name, "v1", "catalog");
        }
        REGISTRY.startUpload("only/an/upload");
    }

    @Test
    void repositoriesAreListedInTheOrderOfTheirComponents() {
        var answer = REGISTRY.get("/v2/_catalog");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{\"repositories\":[\"a\",\"a/b\",\"a-b\",\"z/manifests/blobs\"]}");
        assertThat(answer.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void pagesFollowEachOther() {
        var first = REGISTRY.get("/v2/_catalog?n=2");
        var link = first.headers().firstValue("Link").orElseThrow();
        var second = REGISTRY.get(link.substring(1, link.indexOf('>')));

        assertThat(text(first)).contains("[\"a\",\"a/b\"]");
        assertThat(link).isEqualTo("</v2/_catalog?last=a%2Fb&n=2>; rel=\"next\"");
        assertThat(text(second)).contains("[\"a-b\",\"z/manifests/blobs\"]");
        assertThat(second.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void aPageBeginsAfterAnyNameThereIsOrNot() {
        var all = List.of("a", "a/b", "a-b", "z/manifests/blobs");
        for (var last :
                List.of("a", "a/", "a/b", "a/b/c", "a-", "a-b", "a-b/c", "b", "z", "z/m", "z/manifests", "zz")) {
            var rest = all.stream()
                    .filter(name -> name.replace('/', '\0').compareTo(last.replace('/', '\0')) > 0)
                    .map(name -> '"' + name + '"')
                    .collect(Collectors.joining(","));

            assertThat(text(REGISTRY.get("/v2/_catalog?n=10&last=" + last)))
                    .as(last)
                    .isEqualTo("{\"repositories\":[" + rest + "]}");
        }
    }

    @Test
    void noneIsANumberToo() {
        assertThat(text(REGISTRY.get("/v2/_catalog?n=0"))).isEqualTo("{\"repositories\":[]}");
    }

    @Test
    void tooManyAndGarbageAreRefused() {
        for (var n : List.of("11", "-1", "x")) {
            var answer = REGISTRY.get("/v2/_catalog?n=" + n);
            assertThat(answer.statusCode()).as(n).isEqualTo(400);
            assertThat(text(answer)).contains("PAGINATION_NUMBER_INVALID");
        }
    }
}
