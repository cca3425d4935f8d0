package dev.berth.registry;

import dev.berth.registry.configuration.Configuration;
import dev.berth.registry.gc.CollectionReport;
import dev.berth.registry.gc.CollectionRequest;
import dev.berth.registry.gc.CollectorLease;
import dev.berth.registry.gc.GarbageCollection;
import dev.berth.registry.gc.ProgressLog;
import dev.berth.registry.gc.TagSweep;
import dev.berth.registry.quotas.QuotasConfig;
import dev.berth.registry.retention.LastPulls;
import dev.berth.registry.retention.Retention;
import dev.berth.registry.retention.RetentionConfig;
import dev.berth.registry.storage.Links;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.tags.ImmutableTags;
import dev.berth.registry.tags.Tags;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Collects garbage on a storage, with distribution's flags. At once unless told otherwise, as for a registry that is
/// not running; one that is loses nothing that has a manifest.
final class GarbageCollectCommand implements Command {
    private static final Set<String> FLAGS = Set.of("-d", "--dry-run", "-m", "--delete-untagged", "-q", "--quiet");
    private final Console console;

    GarbageCollectCommand(Console console) {
        this.console = console;
    }

    @Override
    public int run(List<String> arguments) {
        Options options = Options.parse(arguments, FLAGS, Set.of("--min-age", "--hold", "--max-rate"));
        if (options.rest().size() > 1) {
            throw new UsageException("garbage-collect takes one file");
        }
        Configuration configuration =
                Configuration.load(options.rest().stream().findFirst().map(Path::of), console.environment());
        Clock clock = Clock.systemUTC();
        Storage storage = ConfiguredStorage.of(configuration.root(), clock);
        GarbageCollection collection =
                new GarbageCollection(request(options, storage), storage, clock, tags(configuration, storage));
        boolean quiet = options.has("-q", "--quiet");
        if (!quiet) {
            collection.tellTags(tag ->
                    console.out().println((tag.kept() ? "keeps " : "removes ") + tag.name() + ": " + tag.reason()));
        }
        try (CollectorLease lease = CollectorLease.acquire(storage).orElse(null);
                var _ = ProgressLog.of(collection, quiet ? _ -> {} : this::progress)) {
            if (lease == null) {
                console.err().println("registry-server: another collection is running on this storage");
                return FAILED;
            }
            collection.run(lease, QuotasConfig.from(configuration.root()));
        }
        return tell(collection.report(), quiet);
    }

    private void progress(CollectionReport report) {
        console.err().println(CollectionProgress.of(report));
    }

    private static TagSweep tags(Configuration configuration, Storage storage) {
        RetentionConfig config = RetentionConfig.from(configuration.root());
        Tags tags = new Tags(storage, new Links(storage), ImmutableTags.none());
        return new TagSweep(new Retention(config, tags, new LastPulls(config, storage)), tags);
    }

    /// Without a hold the run itself waits between what it condemns and what it purges.
    private static CollectionRequest request(Options options, Storage storage) {
        var request = new CollectionRequest(
                options.duration("--min-age", Duration.ZERO),
                options.duration("--hold", Duration.ZERO),
                options.has("-m", "--delete-untagged"),
                options.has("-d", "--dry-run"),
                options.number("--max-rate", 0));
        return request.hold().isZero()
                ? request
                : request.holdingAtLeast(storage.condemned().shortestHold());
    }

    private int tell(CollectionReport report, boolean quiet) {
        report.problems().forEach(console.err()::println);
        if (!quiet) {
            console.out()
                    .printf(
                            "%d repositories, %d manifests, %d blobs marked%n",
                            report.repositories(), report.manifests(), report.markedBlobs());
            boolean dry = report.dryRun();
            console.out()
                    .printf(
                            "%d blobs and %d manifests %s, %d bytes%n",
                            report.removedBlobs() + (dry ? report.condemnedBlobs() : 0),
                            report.removedManifests() + (dry ? report.condemnedManifests() : 0),
                            dry ? "eligible for deletion" : "deleted",
                            report.freedBytes() + (dry ? report.condemnedBytes() : 0));
        }
        return report.state() == CollectionReport.State.Succeeded ? DONE : FAILED;
    }
}
