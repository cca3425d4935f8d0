package dev.berth.registry.gc;

/// What a run is at. The first goes through the tags, manifests and links of each repository.
public enum Phase {
    Repositories,
    Blobs,
    Ended
}
