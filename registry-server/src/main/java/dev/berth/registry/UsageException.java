package dev.berth.registry;

/// Arguments that make no sense; the message says which and why.
final class UsageException extends RuntimeException {
    UsageException(String message) {
        super(message, null, false, false);
    }
}
