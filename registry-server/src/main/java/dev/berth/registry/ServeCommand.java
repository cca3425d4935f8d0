package dev.berth.registry;

import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.logging.LogConfig;
import dev.berth.registry.logging.Logging;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves until the process is told to stop, then lets requests in flight end.
final class ServeCommand implements Command {
    private static final Logger LOG = LoggerFactory.getLogger("registry");
    private final Console console;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public int run(List<String> arguments) {
        Options options = Options.parse(arguments, Set.of("--validate"), Set.of());
        if (options.rest().size() > 1) {
            throw new UsageException(
                    "serve takes one file, not " + options.rest().size());
        }
        Configuration configuration =
                Configuration.load(options.rest().stream().findFirst().map(Path::of), console.environment());
        if (options.has("--validate")) {
            return validate(configuration);
        }
        Logging.configure(LogConfig.from(configuration.root()));
        configuration.warnings().forEach(LOG::warn);
        return serve(configuration);
    }

    private int validate(Configuration configuration) {
        RunningRegistry.check(configuration);
        configuration.warnings().forEach(warning -> console.err().println("warning: " + warning));
        console.out().println(configuration.origin() + " can be served");
        return DONE;
    }

    private static int serve(Configuration configuration) {
        RunningRegistry registry = RunningRegistry.start(configuration);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(registry), "drain"));
        announce(configuration, registry);
        return waitForEver();
    }

    /// A stop in order is a success, which the JVM would not say of a signal.
    private static void stop(RunningRegistry registry) {
        registry.drain();
        registry.close();
        LOG.info("Stopped");
        Runtime.getRuntime().halt(DONE);
    }

    private static int waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return DONE;
    }

    private static void announce(Configuration configuration, RunningRegistry registry) {
        ConfigurationNode root = configuration.root();
        OptionalInt debug = registry.debugPort();
        LOG.atInfo()
                .addKeyValue("version", Version.text())
                .addKeyValue("address", registry.address())
                .addKeyValue("debug", debug.isPresent() ? ":" + debug.getAsInt() : "none")
                .addKeyValue("storage", ConfiguredStorage.describe(root))
                .addKeyValue(
                        "auth",
                        Optional.of(root.has("auth.htpasswd"))
                                .filter(on -> on)
                                .map(_ -> "htpasswd")
                                .orElse("none"))
                .addKeyValue("tls", root.string("http.tls.certificate", "none"))
                .addKeyValue("configuration", configuration.origin())
                .log("Berth registry is serving");
    }
}
