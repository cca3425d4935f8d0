package dev.berth.registry.oci;

import java.io.IOException;
import java.util.Locale;

/// The storage below the registry failed. Says whether it did so because it is full.
public final class StorageException extends RuntimeException {
    private final boolean full;

    public StorageException(String message) {
        super(message);
        this.full = false;
    }

    private StorageException(String message, IOException cause, boolean full) {
        super(message, cause);
        this.full = full;
    }

    public static StorageException of(String what, IOException cause) {
        return new StorageException(what + ": " + cause, cause, isFull(cause));
    }

    /// No space, no inodes or no quota is left.
    public boolean isFull() {
        return full;
    }

    private static boolean isFull(IOException cause) {
        var text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded");
    }
}
