package dev.berth.registry.referrers;

import static dev.berth.registry.TestRegistry.header;
import static dev.berth.registry.TestRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReferrersControllerTest {
    @RegisterExtension
    static final TestRegistry REGISTRY = new TestRegistry();

    private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final TestImages.Document SUBJECT =
            TestImages.image(TestImages.config("subject"), TestImages.layer("subject"));
    private static final TestImages.Document SIGNATURE = TestImages.artifact("test/signature", SUBJECT, CONFIG);
    private static final TestImages.Document REPORT = TestImages.artifact("test/report", SUBJECT, CONFIG);

    @Test
    void artifactsAreListedUnderTheirSubject() {
        REGISTRY.pushImage("r/list", "v1", "subject");
        pushArtifacts("r/list");

        var answer = REGISTRY.get("/v2/r/list/referrers/" + SUBJECT.digest());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(MediaType.OCI_INDEX.value());
        assertThat(answer.headers().firstValue("OCI-Filters-Applied")).isEmpty();
        assertThat(text(answer))
                .contains("\"digest\":\"" + SIGNATURE.digest() + "\"", "\"digest\":\"" + REPORT.digest() + "\"")
                .contains("\"artifactType\":\"test/signature\"", "\"annotations\":{\"of\":\"test\"}")
                .contains("\"size\":" + REPORT.bytes().length);
    }

    @Test
    void filterShowsOneTypeAndSaysThatItWasApplied() {
        pushArtifacts("r/filter");

        var answer = REGISTRY.get("/v2/r/filter/referrers/" + SUBJECT.digest() + "?artifactType=test/report");

        assertThat(answer.headers().firstValue("OCI-Filters-Applied")).contains("artifactType");
        assertThat(text(answer))
                .contains(REPORT.digest().toString())
                .doesNotContain(SIGNATURE.digest().toString());
    }

    @Test
    void missingSubjectIsAcceptedAndNamedInTheAnswer() {
        REGISTRY.pushBlob("r/missing", CONFIG);

        var answer = REGISTRY.putManifest("r/missing", SIGNATURE.digest().toString(), SIGNATURE);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("OCI-Subject"))
                .contains(SUBJECT.digest().toString());
        assertThat(text(REGISTRY.get("/v2/r/missing/referrers/" + SUBJECT.digest())))
                .contains(SIGNATURE.digest().toString());
    }

    @Test
    void unknownSubjectHasAnEmptyList() {
        var answer = REGISTRY.get("/v2/r/none/referrers/" + Digest.sha256(new byte[0]));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).contains("\"manifests\":[]");
    }

    @Test
    void malformedSubjectIsRefused() {
        var answer = REGISTRY.get("/v2/r/none/referrers/latest");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("DIGEST_INVALID");
    }

    @Test
    void deletedReferrerIsListedNoMore() {
        pushArtifacts("r/delete");

        REGISTRY.delete("/v2/r/delete/manifests/" + REPORT.digest());

        assertThat(text(REGISTRY.get("/v2/r/delete/referrers/" + SUBJECT.digest())))
                .contains(SIGNATURE.digest().toString())
                .doesNotContain(REPORT.digest().toString());
    }

    @Test
    void otherRepositoriesDoNotSeeIt() {
        pushArtifacts("r/here");

        assertThat(text(REGISTRY.get("/v2/r/there/referrers/" + SUBJECT.digest())))
                .contains("\"manifests\":[]");
    }

    @Test
    void fallbackTagIsMergedIn() {
        pushArtifacts("r/fallback");
        var old = REGISTRY.pushImage("r/fallback", "old", "attached by tag");
        REGISTRY.pushManifest(
                "r/fallback", SUBJECT.digest().toString().replace(':', '-'), TestImages.index(old, REPORT));

        var listed = text(REGISTRY.get("/v2/r/fallback/referrers/" + SUBJECT.digest()));

        assertThat(listed).contains(old.digest().toString(), SIGNATURE.digest().toString());
        assertThat(listed.split(REPORT.digest().toString(), -1)).hasSize(2);
    }

    @Test
    void listThatIsTooLongGoesOnWhereItsLinkLeads() {
        REGISTRY.pushBlob("r/long", CONFIG);
        var pushed = new TreeSet<String>();
        for (var seed : List.of("1", "2", "3", "4")) {
            var large = TestImages.artifact("test/large", SUBJECT, CONFIG);
            var document = new TestImages.Document(
                    large.text().replace("\"of\":\"test\"", "\"of\":\"" + seed.repeat(1 << 20) + "\""),
                    large.mediaType());
            pushed.add(REGISTRY.pushManifest("r/long", document.digest().toString(), document)
                    .toString());
        }
        REGISTRY.pushManifest("r/long", SIGNATURE.digest().toString(), SIGNATURE);

        var path = "/v2/r/long/referrers/" + SUBJECT.digest() + "?artifactType=test/large";
        var first = REGISTRY.get(path);
        var link = header(first, "Link");
        assertThat(link)
                .startsWith("</v2/r/long/referrers/" + SUBJECT.digest() + "?last=sha256%3A")
                .endsWith("&artifactType=test%2Flarge>; rel=\"next\"");
        var second = REGISTRY.get(link.substring(1, link.indexOf('>')));

        assertThat(first.body()).hasSizeLessThanOrEqualTo(4 << 20);
        assertThat(second.headers().firstValue("Link")).isEmpty();
        assertThat(second.headers().firstValue("OCI-Filters-Applied")).contains("artifactType");
        for (var digest : pushed) {
            assertThat(text(first).contains(digest) ^ text(second).contains(digest))
                    .as(digest)
                    .isTrue();
        }
    }

    private static void pushArtifacts(String repository) {
        REGISTRY.pushBlob(repository, CONFIG);
        REGISTRY.pushManifest(repository, SIGNATURE.digest().toString(), SIGNATURE);
        REGISTRY.pushManifest(repository, REPORT.digest().toString(), REPORT);
    }
}
