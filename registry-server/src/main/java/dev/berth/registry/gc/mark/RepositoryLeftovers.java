package dev.berth.registry.gc.mark;

import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Layout;
import dev.berth.registry.storage.Storage;
import dev.berth.registry.storage.StorageEntry;
import dev.berth.registry.storage.StorageKey;
import dev.berth.registry.storage.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What pushes, removals of tags and collections that were cut off have left in a repository.
record RepositoryLeftovers(Storage storage, RepositoryName name) {
    private static final Duration LONGEST_PUSH = Duration.ofHours(1);

    /// The pins of pushes that cannot go on any more, the history of tags that are gone, and entries of referrers that
    /// are: a push writes a referrer's link before its entry.
    List<Leftover> all(Predicate<Digest> isRevision) {
        List<Leftover> all = new ArrayList<>();
        StorageKey pins = Layout.pins(name);
        storage.list(pins).forEach(pin -> abandoned(pins.child(pin.name())).ifPresent(all::add));
        unfinishedTags().forEach(tag -> all.addAll(history(tag)));
        for (StorageKey subject : below(Layout.referrers(name))) {
            for (StorageEntry entry : storage.list(subject)) {
                Digest.ifValid(Layout.referrerDigest(entry.name()))
                        .flatMap(referrer -> seen(subject.child(entry.name())).filter(_ -> !isRevision.test(referrer)))
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    private Optional<Leftover> seen(StorageKey key) {
        return storage.stat(key).map(object -> new Leftover(key, object));
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

    private List<Leftover> history(Tag tag) {
        return below(Layout.tagHistory(name, tag)).stream()
                .flatMap(folder -> abandoned(folder.child("link")).stream())
                .toList();
    }

    /// So old that no push still needs it.
    private Optional<Leftover> abandoned(StorageKey link) {
        return seen(link).filter(leftover -> isOld(leftover.seen()));
    }

    /// A push may be about to use it.
    boolean isYoung(StorageKey link) {
        return storage.stat(link).filter(object -> !isOld(object)).isPresent();
    }

    private boolean isOld(StoredObject object) {
        return object.modified().isBefore(storage.now().minus(LONGEST_PUSH));
    }

    /// The folders that are named by the two parts of a digest.
    private List<StorageKey> below(StorageKey folder) {
        return storage.list(folder).stream()
                .map(algorithm -> folder.child(algorithm.name()))
                .flatMap(algorithm -> storage.list(algorithm).stream().map(hex -> algorithm.child(hex.name())))
                .toList();
    }
}
