package dev.berth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.w3c.dom.Element;

/// A build of the distribution specification's own test suite, which the project does not contain.
record ConformanceSuite(Path executable) {

    /// What the suite says of itself in its report.
    record Outcome(int exitCode, int passed, int failed, int skipped, String output) {}

    /// Skips the test that asks when the system property names no executable.
    static ConformanceSuite named(String property, String version) {
        var path = System.getProperty(property, "");
        if (path.isEmpty()) {
            System.out.println("skipped: no conformance suite; build the folder conformance of the repository"
                    + " opencontainers/distribution-spec at " + version + " as its README says and pass -D" + property
                    + "=<path of the executable>");
            Assumptions.abort("-D" + property + " names no executable");
        }
        assertThat(Path.of(path)).as("-D" + property).isExecutable();
        return new ConformanceSuite(Path.of(path).toAbsolutePath());
    }

    /// Runs it in a folder of its own, which takes its reports.
    Outcome run(Path folder, Map<String, String> settings) throws Exception {
        var output = folder.resolve("output.txt").toFile();
        var builder = new ProcessBuilder(executable.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().keySet().removeIf(name -> name.startsWith("OCI_"));
        builder.environment().putAll(settings);
        var process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ends in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return outcome(process.exitValue(), folder.resolve("junit.xml"), Files.readString(output.toPath()));
    }

    private static Outcome outcome(int exitCode, Path report, String output) throws Exception {
        assertThat(report).as(output).exists();
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
        var suite = (Element) document.getElementsByTagName("testsuite").item(0);
        var failed = number(suite, "failures") + number(suite, "errors");
        var skipped = number(suite, "skipped") + number(suite, "disabled");
        return new Outcome(exitCode, number(suite, "tests") - failed - skipped, failed, skipped, output);
    }

    private static int number(Element suite, String attribute) {
        return suite.hasAttribute(attribute) ? Integer.parseInt(suite.getAttribute(attribute)) : 0;
    }
}
