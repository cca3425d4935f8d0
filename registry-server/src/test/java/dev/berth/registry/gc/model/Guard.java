package dev.berth.registry.gc.model;

/// What the protocol does so that nothing is lost. Each can be left out of the model, to see what it is for.
enum Guard {
    /// A push pins its manifest before it looks the second time.
    PIN,
    /// A push looks once more at all it relies on after its pin is there.
    SECOND_LOOK,
    /// In that second look the manifest comes before what it names, so that a mark which sees the pin can read it.
    MANIFEST_BEFORE_CHILDREN,
    /// Whoever answers "I have it" of something condemned has taken it back first.
    RESCUE,
    /// Whoever finds nothing looks a second time on either side.
    LOOK_TWICE,
    /// A purge removes the very condemnation that was looked at.
    OWN_NAME,
    /// What is purged was condemned before the mark began.
    MARK_AGAIN,
    /// The mark reads pins before tags, since the one turns into the other.
    PINS_BEFORE_TAGS,
    /// The mark looks twice on either side for manifests.
    MARK_LOOKS_TWICE,
    /// The mark looks three times on either side for a manifest it has to read, which two others may move meanwhile.
    MARK_READS_THRICE,
    /// What a manifest names that may come back is not purged.
    HELD,
    /// Manifests are purged before what they name.
    MANIFESTS_FIRST,
    /// Of manifests that name each other the outer is purged first.
    OUTER_FIRST,
    /// What a manifest names that was taken back in the last moment lives.
    FOLLOW_RESCUED,
    /// A mark takes back what it reaches.
    TAKE_BACK,
    /// A tag is removed by comparison with the one that was judged.
    COMPARE_TAG,
    /// Tombstones: a reader looks for the tombstone before the object.
    TOMBSTONE_FIRST,
    /// Tombstones: nothing is purged before every reader's memory of none is renewed.
    HOLD,
    /// Tombstones: an upload waits for the end of a deletion.
    WAIT_FOR_DELETION,
    /// Tombstones: an object is deleted soon after the tombstone says so, or not before it was written again.
    DELETE_SOON,
    /// Tombstones: another's deletion is finished only when that one can't go on any more.
    FINISH_LATE,
    /// Tombstones: one that was taken back is marked before it is removed, so that nobody condemns it meanwhile.
    MARK_BEFORE_REMOVAL
}
