package dev.berth.registry.gc;

import dev.berth.registry.gc.mark.CondemnedLink;
import dev.berth.registry.gc.mark.Leftover;
import dev.berth.registry.gc.mark.MarkRules;
import dev.berth.registry.gc.mark.RepositoryMark;
import dev.berth.registry.gc.mark.Revision;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageKey;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// Takes back, purges and condemns the manifests and layer links of one repository that was marked. Manifests go before
/// what they name: one that turns out to have been taken back keeps it.
final class RepositorySweep {
    private final Storage storage;
    private final RepositoryMark mark;
    private final MarkRules rules;
    private final Progress progress;
    private final Run run;

    RepositorySweep(RepositoryMark mark, MarkRules rules, Run run) {
        this.storage = run.storage();
        this.mark = mark;
        this.rules = rules;
        this.progress = run.progress();
        this.run = run;
    }

    void run() {
        mark.wanted().forEach(this::takeBack);
        mark.purgeable().forEach(this::purge);
        mark.condemnable().forEach(this::condemn);
        mark.links().condemnedLayers().forEach(this::condemnedLayer);
        mark.layers().forEach(this::layer);
        if (!run.dry()) {
            mark.links().leftovers().forEach(each -> storage.delete(each.key(), each.seen()));
            mark.links().unfinishedTags().forEach(storage::prune);
            if (mark.isEmpty()) {
                storage.prune(Layout.repository(mark.name()));
            }
        }
    }

    private void takeBack(Revision revision) {
        if (!run.dry() && storage.condemned().rescue(link(revision))) {
            progress.rescued.incrementAndGet();
        }
    }

    /// An outer one that was taken back keeps this one too.
    private void purge(Revision revision) {
        run.steps().next();
        if (mark.isReached(revision.content()) || !mark.isUnderstood()) {
            takeBack(revision);
            return;
        }
        if (run.dry()) {
            progress.removedManifests.incrementAndGet();
            return;
        }
        var entry = entry(revision);
        if (storage.condemned().purge(link(revision), revision.since())) {
            progress.removedManifests.incrementAndGet();
            entry.ifPresent(each -> storage.delete(each.key(), each.seen()));
        } else {
            mark.rescued(revision);
        }
    }

    /// As a referrer, as it is before the manifest is gone: who pushes that again writes another.
    private Optional<Leftover> entry(Revision revision) {
        return mark.subject(revision.content())
                .map(subject -> Layout.referrer(mark.name(), subject, revision.content()))
                .flatMap(key -> storage.stat(key).map(seen -> new Leftover(key, seen)));
    }

    private void condemn(Revision revision) {
        run.steps().next();
        progress.condemnedManifests.incrementAndGet();
        if (!run.dry()) {
            storage.condemned().condemn(link(revision));
        }
    }

    private StorageKey link(Revision revision) {
        return Layout.revisionLink(mark.name(), revision.name());
    }

    private void condemnedLayer(CondemnedLink layer) {
        run.steps().next();
        if (!run.dry()) {
            var link = Layout.layerLink(mark.name(), layer.name());
            if (isAny(layer.name(), mark::isReached)) {
                storage.condemned().rescue(link);
            } else if (!isAny(layer.name(), mark::isHeld) && rules.mayPurge(layer.since(), () -> promised(layer))) {
                storage.condemned().purge(link, layer.since());
            }
        }
    }

    private Optional<Instant> promised(CondemnedLink layer) {
        return mark.links().target(layer.name()).flatMap(mark.links()::promised);
    }

    private void layer(Digest layer) {
        if (!run.dry() && !isAny(layer, mark::isReached) && isOld(layer)) {
            run.steps().next();
            storage.condemned().condemn(Layout.layerLink(mark.name(), layer));
        }
    }

    /// A link of another algorithm's name leads to the digest that manifests are stored by.
    private boolean isAny(Digest layer, Predicate<Digest> condition) {
        return condition.test(layer)
                || mark.links().target(layer).filter(condition).isPresent();
    }

    /// A client that asked for the blob has made that young, not the link.
    private boolean isOld(Digest layer) {
        return mark.links()
                .target(layer)
                .filter(target -> !mark.links().isYoung(Layout.blobData(target), rules))
                .isPresent();
    }
}
