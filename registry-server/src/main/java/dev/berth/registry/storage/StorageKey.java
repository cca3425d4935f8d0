package dev.berth.registry.storage;

import java.util.List;
import java.util.stream.Stream;

/// The name of an object or a folder below the root: segments that can never climb out of it.
public record StorageKey(List<String> segments) {

    public StorageKey {
        segments = List.copyOf(segments);
        segments.forEach(StorageKey::requireHarmless);
    }

    public static StorageKey of(String... segments) {
        return new StorageKey(List.of(segments));
    }

    public StorageKey child(String... more) {
        return new StorageKey(Stream.concat(segments.stream(), Stream.of(more)).toList());
    }

    public StorageKey children(List<String> more) {
        return new StorageKey(Stream.concat(segments.stream(), more.stream()).toList());
    }

    /// The folder this is in.
    public StorageKey parent() {
        return new StorageKey(segments.subList(0, segments.size() - 1));
    }

    public String name() {
        return segments.getLast();
    }

    private static void requireHarmless(String segment) {
        if (!isSegment(segment)) {
            throw new IllegalArgumentException("not a segment of a storage key: '" + segment + "'");
        }
    }

    /// Whether a name found in the storage can be part of a key.
    public static boolean isSegment(String name) {
        return !name.isEmpty() && !name.equals(".") && !name.equals("..") && !hasForbiddenCharacter(name);
    }

    private static boolean hasForbiddenCharacter(String segment) {
        return segment.chars().anyMatch(c -> c == '/' || c == '\\' || c < ' ');
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}
