package dev.berth.registry.oci;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The storage below the registry failed. Says whether it did so because it is full or away.
public final class StorageException extends RuntimeException {
    private final boolean full;
    private final boolean unavailable;

    public StorageException(String message) {
        super(message);
        this.full = false;
        this.unavailable = false;
    }

    private StorageException(String message, @Nullable Exception cause, boolean full, boolean unavailable) {
        super(message, cause);
        this.full = full;
        this.unavailable = unavailable;
    }

    /// The storage cannot be reached, or wants to be asked again later.
    public static StorageException unavailable(String message, @Nullable Exception cause) {
        return new StorageException(message, cause, false, true);
    }

    public static StorageException of(String what, IOException cause) {
        return new StorageException(what + ": " + cause, cause, isFull(cause), false);
    }

    /// No space, no inodes or no quota is left.
    public boolean isFull() {
        return full;
    }

    /// The same may succeed in a while.
    public boolean isUnavailable() {
        return unavailable;
    }

    private static boolean isFull(IOException cause) {
        var text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded");
    }
}
