package dev.berth.registry.verify;

/// What can be wrong with something stored.
public enum Fault {
    /// The content is not what its name says: flipped, cut off or empty. Repair moves it aside.
    DAMAGED_BLOB("damaged-blob"),
    /// A blob's folder without content. Repair removes it when nothing else is in it.
    EMPTY_BLOB_FOLDER("empty-blob-folder"),
    /// A link without a readable digest. Repair writes it anew where its name or its tag's history tells the digest.
    BROKEN_LINK("broken-link"),
    /// A layer's link to content that is missing. Repair removes it, as a push writes it again.
    DANGLING_LAYER("dangling-layer"),
    /// A manifest's link to content that is missing. Stays, so that the collector keeps its layers for a push.
    MISSING_MANIFEST("missing-manifest"),
    /// Content that is linked as a manifest, and cannot be understood as one.
    UNREADABLE_MANIFEST("unreadable-manifest"),
    /// A manifest names what its repository does not hold, or not in full.
    MISSING_CHILD("missing-child"),
    /// A tag points to a manifest that the repository does not hold. Repair links it when the content is there.
    DANGLING_TAG("dangling-tag"),
    /// A tag that has a history and points nowhere. Stays, for a push may be about to end it; collections remove it
    /// later.
    UNFINISHED_TAG("unfinished-tag"),
    /// A name that has no meaning where it is. Stays.
    STRANGE_NAME("strange-name"),
    /// A write that nobody will finish. Repair removes it.
    LEFTOVER("leftover");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
