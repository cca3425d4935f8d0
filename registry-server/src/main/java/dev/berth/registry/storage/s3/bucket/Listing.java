package dev.berth.registry.storage.s3.bucket;

import dev.berth.registry.storage.StoredObject;
import java.util.List;

/// What a prefix leads to: the names directly below it that go on, and objects, all without the prefix.
public record Listing(List<String> folders, List<Named> objects) {

    public record Named(String name, StoredObject object) {}
}
