package dev.berth.registry;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.verify.Finding;
import dev.berth.registry.verify.Verification;
import dev.berth.registry.verify.VerificationReport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/// Reads the whole storage of a registry and prints one line for each inconsistency, and one at the end.
final class VerifyCommand implements Command {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final Console console;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public int run(List<String> arguments) {
        Options options = Options.parse(arguments, Set.of("--repair", "--json"), Set.of());
        if (options.rest().size() > 1) {
            throw new UsageException("verify takes one file");
        }
        Configuration configuration =
                Configuration.load(options.rest().stream().findFirst().map(Path::of), console.environment());
        Clock clock = Clock.systemUTC();
        boolean json = options.has("--json");
        VerificationReport report = new Verification(
                        ConfiguredStorage.of(configuration.root(), clock),
                        clock,
                        finding -> console.out().println(json ? json(finding) : finding.toString()),
                        options.has("--repair"))
                .run();
        console.out().println(json ? JSON.valueToTree(report).toString() : text(report));
        return report.isSound() ? DONE : FAILED;
    }

    private static String json(Finding finding) {
        var line = JsonNodeFactory.instance
                .objectNode()
                .put("kind", finding.fault().text())
                .put("repository", finding.repository().map(Object::toString).orElse(null))
                .put("path", finding.path().toString())
                .put("what", finding.what());
        return line.put("repair", finding.repair().orElse(null)).toString();
    }

    private static String text(VerificationReport report) {
        return "%d repositories, %d tags, %d manifests, %d blobs of %d bytes: %s"
                .formatted(
                        report.repositories(),
                        report.tags(),
                        report.manifests(),
                        report.blobs(),
                        report.bytes(),
                        report.isSound()
                                ? "sound"
                                : report.inconsistencies() + " inconsistencies, " + report.repaired() + " repaired");
    }
}
