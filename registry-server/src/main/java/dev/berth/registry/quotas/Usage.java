package dev.berth.registry.quotas;

/// What each rule counts: the sizes of the distinct blobs, manifests among them, that its repositories link, and their
/// tags. Not for two threads at a time.
final class Usage {
    private final CountedSet blobs = new CountedSet();
    private final CountedSet tags = new CountedSet();
    private final long[] bytes;
    private final long[] tagCounts;

    Usage(int rules) {
        this.bytes = new long[rules];
        this.tagCounts = new long[rules];
    }

    void apply(Change change) {
        switch (change.kind()) {
            case BLOB -> add(bytes, blobs.add(change.key(), change.rules()), change.size());
            case TAG -> add(tagCounts, tags.add(change.key(), change.rules()), 1);
            case UNTAG -> add(tagCounts, tags.remove(change.key()), -1);
        }
    }

    /// Those of the rules that don't count the blob yet.
    long blobIsNewTo(long rules, long key) {
        return rules & ~blobs.get(key);
    }

    long tagIsNewTo(long rules, long key) {
        return rules & ~tags.get(key);
    }

    long bytes(int rule) {
        return bytes[rule];
    }

    long tags(int rule) {
        return tagCounts[rule];
    }

    CountedSet blobs() {
        return blobs;
    }

    CountedSet tags() {
        return tags;
    }

    /// As it was counted before, beside the sets.
    void setTotals(int rule, long ruleBytes, long ruleTags) {
        bytes[rule] = ruleBytes;
        tagCounts[rule] = ruleTags;
    }

    private static void add(long[] totals, long rules, long amount) {
        for (long left = rules; left != 0; left &= left - 1) {
            totals[Long.numberOfTrailingZeros(left)] += amount;
        }
    }
}
