package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What pushes, removals of tags and collections that were cut off have left in a repository.
record RepositoryLeftovers(Storage storage, RepositoryName name) {
    private static final Duration LONGEST_PUSH = Duration.ofHours(1);

    /// The pins of pushes that cannot go on any more, the history of tags that are gone, and entries of referrers that
    /// are: a push writes a referrer's link before its entry.
    List<StorageKey> all(Predicate<Digest> isRevision) {
        List<StorageKey> all = new ArrayList<>();
        StorageKey pins = Layout.pins(name);
        storage.list(pins).stream()
                .map(pin -> pins.child(pin.name()))
                .filter(this::isAbandoned)
                .forEach(all::add);
        unfinishedTags().forEach(tag -> all.addAll(history(tag)));
        for (StorageKey subject : below(Layout.referrers(name))) {
            for (StorageEntry entry : storage.list(subject)) {
                Digest.ifValid(Layout.referrerDigest(entry.name()))
                        .filter(referrer -> !isRevision.test(referrer))
                        .ifPresent(_ -> all.add(subject.child(entry.name())));
            }
        }
        return all;
    }

    /// Those that have a folder and point nowhere.
    List<Tag> unfinishedTags() {
        return storage.list(Layout.tags(name)).stream()
                .map(StorageEntry::name)
                .filter(Tag::isValid)
                .map(Tag::parse)
                .filter(tag -> storage.stat(Layout.tagCurrentLink(name, tag)).isEmpty())
                .toList();
    }

    private List<StorageKey> history(Tag tag) {
        return below(Layout.tagHistory(name, tag)).stream()
                .map(folder -> folder.child("link"))
                .filter(this::isAbandoned)
                .toList();
    }

    /// So old that no push still needs it.
    private boolean isAbandoned(StorageKey link) {
        return storage.stat(link).isPresent() && !isYoung(link);
    }

    /// A push may be about to use it.
    boolean isYoung(StorageKey link) {
        Instant horizon = storage.now().minus(LONGEST_PUSH);
        return storage.stat(link)
                .filter(object -> !object.modified().isBefore(horizon))
                .isPresent();
    }

    /// The folders that are named by the two parts of a digest.
    private List<StorageKey> below(StorageKey folder) {
        return storage.list(folder).stream()
                .map(algorithm -> folder.child(algorithm.name()))
                .flatMap(algorithm -> storage.list(algorithm).stream().map(hex -> algorithm.child(hex.name())))
                .toList();
    }
}
