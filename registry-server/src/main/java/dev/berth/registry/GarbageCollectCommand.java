package dev.berth.registry;

import dev.berth.registry.blobs.DigestLocks;
import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.gc.CollectionReport;
import dev.berth.registry.gc.CollectionRequest;
import dev.berth.registry.gc.GarbageCollection;
import dev.berth.registry.storage.filesystem.FilesystemConfig;
import dev.berth.registry.storage.filesystem.FilesystemStorage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Collects garbage on the storage of a registry that is not running, with distribution's flags.
final class GarbageCollectCommand implements Command {
    private static final Set<String> FLAGS = Set.of("-d", "--dry-run", "-m", "--delete-untagged", "-q", "--quiet");
    private final Console console;

    GarbageCollectCommand(Console console) {
        this.console = console;
    }

    @Override
    public int run(List<String> arguments) {
        Options options = Options.parse(arguments, FLAGS, Set.of("--min-age"));
        if (options.rest().size() > 1) {
            throw new UsageException("garbage-collect takes one file");
        }
        Configuration configuration =
                Configuration.load(options.rest().stream().findFirst().map(Path::of), console.environment());
        CollectionRequest request = new CollectionRequest(
                options.duration("--min-age", Duration.ZERO),
                options.has("-m", "--delete-untagged"),
                options.has("-d", "--dry-run"));
        Clock clock = Clock.systemUTC();
        GarbageCollection collection = new GarbageCollection(
                request,
                new FilesystemStorage(FilesystemConfig.from(configuration.root()), clock),
                new DigestLocks(),
                clock);
        collection.run();
        return tell(collection.report(), options.has("-q", "--quiet"));
    }

    private int tell(CollectionReport report, boolean quiet) {
        report.problems().forEach(console.err()::println);
        if (!quiet) {
            console.out()
                    .printf(
                            "%d repositories, %d manifests, %d blobs marked%n",
                            report.repositories(), report.manifests(), report.markedBlobs());
            console.out()
                    .printf(
                            "%d blobs and %d manifests %s, %d bytes%n",
                            report.removedBlobs(),
                            report.removedManifests(),
                            report.dryRun() ? "eligible for deletion" : "deleted",
                            report.freedBytes());
        }
        return report.state() == CollectionReport.State.Succeeded ? DONE : FAILED;
    }
}
