package dev.berth.registry.gc;

/// About how many requests a run on a bucket makes, by what the last one counted: lists, reads of links, manifests and
/// tombstones, and for what it condemns or purges a few more each.
record RequestBudget(long lists, long reads, long writes) {
    private static final int PREFIXES = 256;
    private static final int LISTS_OF_A_REPOSITORY = 12;
    private static final int READS_OF_A_MANIFEST = 3;
    private static final int WRITES_OF_A_REMOVAL = 2;

    static RequestBudget after(CollectionReport last) {
        long changed =
                last.condemnedBlobs() + last.condemnedManifests() + last.removedBlobs() + last.removedManifests();
        return new RequestBudget(
                2 * (PREFIXES + 2) + LISTS_OF_A_REPOSITORY * last.repositories(),
                READS_OF_A_MANIFEST * last.manifests() + 2 * changed,
                WRITES_OF_A_REMOVAL * changed);
    }

    @Override
    public String toString() {
        return "about %d requests: %d lists, %d reads, %d writes"
                .formatted(lists + reads + writes, lists, reads, writes);
    }
}
