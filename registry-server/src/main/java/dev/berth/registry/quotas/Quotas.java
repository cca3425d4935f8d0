package dev.berth.registry.quotas;

import dev.berth.registry.configuration.ByteSize;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.Tag;
import dev.berth.registry.storage.Storage;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Says whether a push fits, and counts it when it does, both in one step. What a rule counts already is free. Before
/// everything was counted once nothing is refused.
@Singleton
public final class Quotas {
    private final QuotasConfig config;
    private final Storage storage;

    /// What is counted, and what this process has changed since it was told to note it.
    private Usage usage;

    private boolean counted;
    private final Map<String, Long> refusals = new HashMap<>();
    private List<Noted> noted = new ArrayList<>();

    public Quotas(QuotasConfig config, Storage storage) {
        this.config = config;
        this.storage = storage;
        this.usage = new Usage(config.rules().size());
    }

    /// Throws DENIED when so many bytes more fit nowhere: said before they are sent. The digest, where the client names
    /// it, may be counted already.
    public void requireRoom(RepositoryName repository, long size, Optional<Digest> named) {
        long rules = config.covering(repository);
        if (rules != 0) {
            synchronized (this) {
                requireBytes(named.map(digest -> newTo(rules, digest)).orElse(rules), size);
            }
        }
    }

    /// Counts a blob that the repository is about to link. Throws DENIED and counts nothing when it does not fit.
    public void take(RepositoryName repository, Digest content, long size) {
        take(repository, new Taking(content, size, List.of()));
    }

    /// What one push adds: a blob, and the tags it is given.
    public record Taking(Digest content, long size, List<Tag> tags) {}

    public void take(RepositoryName repository, Taking taking) {
        long rules = config.covering(repository);
        if (rules == 0) {
            return;
        }
        synchronized (this) {
            long blobRules = newTo(rules, taking.content());
            requireBytes(blobRules, taking.size());
            requireTags(repository, rules, taking.tags());
            if (blobRules != 0) {
                note(Change.blob(taking.content(), rules, taking.size()));
            }
            taking.tags().stream()
                    .filter(tag -> usage.tagIsNewTo(rules, Change.key(repository, tag)) != 0)
                    .forEach(tag -> note(Change.tag(repository, tag, rules)));
        }
    }

    /// Tags that were deleted. Bytes come free by the collection that finds what nothing names any more.
    public void untagged(RepositoryName repository, List<Tag> tags) {
        long rules = config.covering(repository);
        if (rules != 0) {
            synchronized (this) {
                tags.forEach(tag -> note(Change.untag(repository, tag, rules)));
            }
        }
    }

    /// In the order of the rules; empty until everything was counted once.
    public synchronized List<QuotaUse> uses() {
        return counted
                ? IntStream.range(0, config.rules().size()).mapToObj(this::use).toList()
                : List.of();
    }

    private QuotaUse use(int rule) {
        QuotaRule limits = config.rules().get(rule);
        return new QuotaUse(limits.name(), usage.bytes(rule), limits.bytes(), usage.tags(rule), limits.tags());
    }

    private long newTo(long rules, Digest content) {
        return usage.blobIsNewTo(rules, Change.key(content));
    }

    private void note(Change change) {
        usage.apply(change);
        noted.add(new Noted(change, storage.now()));
    }

    private void requireBytes(long rules, long size) {
        for (long left = counted ? rules : 0; left != 0; left &= left - 1) {
            QuotaUse use = use(Long.numberOfTrailingZeros(left));
            if (use.limitBytes() > 0 && use.usedBytes() + size > use.limitBytes()) {
                throw refusal(
                        use,
                        "the quota of %s is used up: of %s, %s are used, and this needs %s more; delete what is not needed"
                                        .formatted(
                                                use.name(),
                                                new ByteSize(use.limitBytes()),
                                                new ByteSize(use.usedBytes()),
                                                new ByteSize(size))
                                + " and wait for the next garbage collection, or ask for a larger quota");
            }
        }
    }

    private void requireTags(RepositoryName repository, long rules, List<Tag> tags) {
        for (long left = counted ? rules : 0; left != 0; left &= left - 1) {
            long rule = Long.lowestOneBit(left);
            QuotaUse use = use(Long.numberOfTrailingZeros(rule));
            long more = tags.stream()
                    .filter(tag -> usage.tagIsNewTo(rule, Change.key(repository, tag)) != 0)
                    .count();
            if (use.limitTags() > 0 && more > 0 && use.usedTags() + more > use.limitTags()) {
                throw refusal(
                        use,
                        "the quota of %s is used up: of %d tags, %d are used, and this needs %d more; delete tags that"
                                        .formatted(use.name(), use.limitTags(), use.usedTags(), more)
                                + " are not needed, or ask for a larger quota");
            }
        }
    }

    private RegistryException refusal(QuotaUse use, String message) {
        refusals.merge(use.name(), 1L, Long::sum);
        return RegistryException.of(ErrorCode.DENIED, message);
    }

    /// How many requests the rule of this name has refused.
    public synchronized long refusals(String name) {
        return refusals.getOrDefault(name, 0L);
    }

    public List<String> names() {
        return config.rules().stream().map(QuotaRule::name).toList();
    }

    /// What was noted since the last call.
    synchronized List<Noted> takeNoted() {
        List<Noted> taken = noted;
        noted = new ArrayList<>();
        return taken;
    }

    /// What other processes have changed.
    synchronized void learn(List<Change> changes) {
        changes.forEach(usage::apply);
    }

    /// Goes over to a new count, in which what this process changed while it was made may be missing.
    synchronized void adopt(Usage whole, List<Change> recent) {
        recent.forEach(whole::apply);
        noted.forEach(each -> whole.apply(each.change()));
        usage = whole;
        counted = true;
    }

    QuotasConfig config() {
        return config;
    }
}
