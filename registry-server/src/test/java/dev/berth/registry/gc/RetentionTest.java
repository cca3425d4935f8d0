package dev.berth.registry.gc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.registry.TestImages;
import dev.berth.registry.TestImages.Document;
import dev.berth.registry.TestRegistry;
import dev.berth.registry.configuration.ConfigurationException;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.gc.CollectionReport.TagReport;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.retention.RetentionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which tags a collection removes by the rules of `berth.retention`.
class RetentionTest {
    @RegisterExtension
    private static final TestRegistry REGISTRY = new TestRegistry();

    private static int repositories;
    private String repository = "";

    @BeforeEach
    void ownRepository() {
        repository = "retention/" + repositories++;
    }

    @Test
    void theLastOfEachRuleStay() throws IOException {
        for (int day = 1; day <= 4; day++) {
            push("build-" + day, Duration.ofDays(10 - day));
        }
        push("v1", Duration.ofDays(100));

        CollectionReport report = collect("[{tags: [v*]}, {keep: {last: 2}}]");

        assertThat(report.removedTags()).isEqualTo(2);
        assertThat(tags()).containsExactly("build-3", "build-4", "v1");
    }

    @Test
    void youngTagsStayAndExpiredOnesGo() throws IOException {
        push("young", Duration.ofHours(1));
        push("old", Duration.ofDays(3));
        push("ancient", Duration.ofDays(30));

        collect("[{keep: {last: 3, pushedwithin: 48h}, expire: 240h}]");

        assertThat(tags()).containsExactly("old", "young");
    }

    @Test
    void pulledTagsStay() throws IOException {
        push("used", Duration.ofDays(9));
        push("unused", Duration.ofDays(9));
        String pulls = "berth/pulls/" + repository + "/_pulls/";
        Files.createDirectories(REGISTRY.root().resolve(pulls));
        Files.createFile(REGISTRY.root().resolve(pulls + "used"));
        age("berth/pulls/_began", Duration.ofDays(9));

        collect("[{keep: {pulledwithin: 24h}}]");

        assertThat(tags()).containsExactly("used");
    }

    @Test
    void nothingCountsAsUnusedBeforePullsWereRecorded() throws IOException {
        push("old", Duration.ofDays(9));
        Files.deleteIfExists(REGISTRY.root().resolve("berth/pulls/_began"));

        collect("[{keep: {pulledwithin: 24h}}]");

        assertThat(tags()).containsExactly("old");
    }

    @Test
    void removedTagFreesItsImage() throws IOException {
        push("old", Duration.ofDays(3));
        Digest layer = Digest.sha256(TestImages.layer(repository + "old"));

        collect("[{keep: {pushedwithin: 24h}}]");

        assertThat(REGISTRY.head("/v2/" + repository + "/blobs/" + layer).statusCode())
                .isEqualTo(404);
    }

    @Test
    void signatureStaysAndGoesWithItsImageAndCountsNothing() throws IOException {
        push("old", Duration.ofDays(3));
        push("new", Duration.ofDays(2));
        String signature = "sha256-" + image("new").digest().hex() + ".sig";
        String ofOld = "sha256-" + image("old").digest().hex() + ".sig";
        push(signature, Duration.ofDays(1));
        push(ofOld, Duration.ofDays(1));

        collect("[{keep: {last: 1}, expire: 96h}]");
        assertThat(tags()).as("those of a manifest that is still there").contains("new", signature);
        assertThat(tags()).doesNotContain("old");
        collect("[{keep: {last: 1}, expire: 96h}]");

        assertThat(tags()).containsExactly("new", signature);
    }

    @Test
    void youngSignatureMayComeBeforeItsImage() throws IOException {
        String signature = "sha256-" + "0".repeat(64);
        push(signature, Duration.ofHours(2));
        push("v1", Duration.ofHours(1));

        collect("[{keep: {last: 1}}]");

        assertThat(tags()).containsExactly(signature, "v1");
    }

    @Test
    void untaggedManifestsStayForTheirTime() throws IOException {
        push("moved", Duration.ofDays(1));
        Document before = image("moved");
        REGISTRY.pushManifest(repository, "moved", TestImages.image(TestImages.layer(repository + "moved")));

        collect("[{keep: {last: 5}, untagged: 1h}]");
        assertThat(REGISTRY.get("/v2/" + repository + "/manifests/" + before.digest())
                        .statusCode())
                .isEqualTo(200);
        collect("[{keep: {last: 5}}]");

        assertThat(REGISTRY.get("/v2/" + repository + "/manifests/" + before.digest())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void expiredTagGoesAlsoWhenItIsAmongTheLast() throws IOException {
        push("ancient", Duration.ofDays(30));

        CollectionReport report = collect("[{keep: {last: 5}, expire: 240h}]");

        assertThat(report.tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.reason()).contains("longer ago than 240h"));
    }

    @Test
    void rulesOfOtherRepositoriesSayNothing() throws IOException {
        push("old", Duration.ofDays(3));

        collect("[{repositories: [elsewhere/**], keep: {last: 1}}]");

        assertThat(tags()).containsExactly("old");
    }

    @Test
    void dryRunTellsTheReasonForEachTagAndCountsWhatWouldGo() throws IOException {
        push("old", Duration.ofDays(3));
        push("new", Duration.ofDays(1));

        CollectionReport report =
                run("[{keep: {last: 1}}]", CollectionRequest.atOnce(false).dry());

        assertThat(report.tags())
                .containsExactly(
                        new TagReport(repository + ":new", true, "number 1 of the last 1"),
                        new TagReport(repository + ":old", false, "no condition of its rule holds"));
        assertThat(run("[{tags: [old]}]", CollectionRequest.atOnce(false).dry()).tags())
                .containsExactly(
                        new TagReport(repository + ":new", true, "no rule covers it"),
                        new TagReport(repository + ":old", true, "its rule keeps all"));
        assertThat(report.condemnedManifests()).isEqualTo(1);
        assertThat(tags()).containsExactly("new", "old");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{keep: {}} | berth.retention.0.keep must name some of last, pushedwithin, pulledwithin",
                "{keep: {last: -1}} | berth.retention.0.keep.last must be from 0",
                "{tags: [a b]} | berth.retention.0.tags must be tags with *",
                "{repositories: [UPPER]} | berth.retention.0.repositories must be names with * and **",
                "{expire: soon} | berth.retention.0.expire must be a duration"
            })
    void wrongRuleIsNamed(String rule, String problem) {
        assertThatThrownBy(() -> config("[" + rule + "]"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    private void push(String tag, Duration age) throws IOException {
        REGISTRY.pushBlob(repository, TestImages.config(repository + tag));
        REGISTRY.pushBlob(repository, TestImages.layer(repository + tag));
        REGISTRY.pushManifest(repository, tag, image(tag));
        age("docker/registry/v2/repositories/" + repository + "/_manifests/tags/" + tag + "/current/link", age);
    }

    private Document image(String tag) {
        return TestImages.image(TestImages.config(repository + tag), TestImages.layer(repository + tag));
    }

    private static void age(String file, Duration age) throws IOException {
        var path = REGISTRY.root().resolve(file);
        if (Files.notExists(path)) {
            Files.createFile(path);
        }
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
    }

    private CollectionReport collect(String rules) {
        return run(rules, CollectionRequest.atOnce(false));
    }

    private static CollectionReport run(String rules, CollectionRequest request) {
        var storage = REGISTRY.storage();
        CollectionReport report = Collecting.collect(storage, request, config(rules));
        assertThat(report.problems()).isEmpty();
        return report;
    }

    private static RetentionConfig config(String rules) {
        return RetentionConfig.from(ConfigurationNode.parse("berth: {retention: " + rules + "}"));
    }

    private List<String> tags() {
        String answer = TestRegistry.text(REGISTRY.get("/v2/" + repository + "/tags/list"));
        String list = answer.substring(answer.indexOf('[') + 1, answer.indexOf(']'));
        return List.of(list.replace("\"", "").split(","));
    }
}
