package dev.berth.registry.archives;

/// A file that is no archive of images, or one that cannot be trusted; the message says what is wrong with it.
public final class ArchiveException extends RuntimeException {
    ArchiveException(String message) {
        super(message, null, false, false);
    }
}
