package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.registry.ConformanceSuite.Outcome;
import dev.berth.registry.configuration.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the authors of the distribution specification expect of a registry, asked by their own programs.
class ConformanceIT {
    private static final String SPARSE = """
            validation: {manifests: {indexes: {platforms: none}}}
            berth: {manifests: {missingblobs: true}}
            """;

    @TempDir
    Path folder;

    @Test
    void releasedSuiteFindsNoFault() throws Exception {
        var suite = ConformanceSuite.named("conformance.v1", "v1.1.1");

        var outcome = run(
                suite,
                "",
                Map.of(
                        "OCI_NAMESPACE", "conformance/one",
                        "OCI_CROSSMOUNT_NAMESPACE", "conformance/two",
                        "OCI_AUTOMATIC_CROSSMOUNT", "1",
                        "OCI_TEST_PULL", "1",
                        "OCI_TEST_PUSH", "1",
                        "OCI_TEST_CONTENT_DISCOVERY", "1",
                        "OCI_TEST_CONTENT_MANAGEMENT", "1"));

        assertFlawless(outcome, 75);
    }

    @Test
    void comingSuiteFindsNoFault() throws Exception {
        assertFlawless(run(coming(), "", Map.of()), 800);
    }

    @Test
    void comingSuiteFindsNoFaultInWhatIsOptional() throws Exception {
        var everything = Map.of(
                "OCI_VERSION", "dev",
                "OCI_API_BLOBS_DIGEST_HEADER", "true",
                "OCI_API_BLOBS_UPLOAD_CANCEL", "true",
                "OCI_API_MANIFESTS_DIGEST_HEADER", "true",
                "OCI_API_MANIFESTS_TAG_PARAM", "true",
                "OCI_DATA_SPARSE", "true");

        var outcome = run(coming(), SPARSE, everything);

        assertFlawless(outcome, 1000);
        assertThat(outcome.skipped()).isZero();
    }

    private static ConformanceSuite coming() {
        return ConformanceSuite.named("conformance.main", "main");
    }

    private Outcome run(ConformanceSuite suite, String moreSettings, Map<String, String> variables) throws Exception {
        var reports = Files.createDirectory(folder.resolve("reports"));
        try (var registry = RunningRegistry.start(configuration(moreSettings))) {
            var all = new HashMap<>(variables);
            all.put("OCI_ROOT_URL", "http://127.0.0.1:" + registry.address().getPort());
            all.put("OCI_RESULTS_DIR", reports.toString());
            all.put("OCI_REPORT_DIR", reports.toString());
            return suite.run(reports, all);
        }
    }

    private Configuration configuration(String more) {
        return Configuration.of("""
                version: 0.1
                log: {level: warn, accesslog: {disabled: true}}
                storage: {%s, delete: {enabled: true}, redirect: {disable: true}}
                http: {addr: '127.0.0.1:0'}
                """.formatted(TestStorage.in(folder).settings()) + more, "ConformanceIT", Map.of());
    }

    /// A suite that stopped early has no failures either, hence the least number of cases.
    private static void assertFlawless(Outcome outcome, int least) {
        System.out.printf(
                "conformance: %d passed, %d failed, %d skipped%n",
                outcome.passed(), outcome.failed(), outcome.skipped());
        assertThat(outcome.failed()).as(outcome.output()).isZero();
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.passed()).as(outcome.output()).isGreaterThanOrEqualTo(least);
    }
}
