package dev.berth.registry.gc.mark;

/// Something in a repository that cannot be understood, so that nothing in it may be judged.
final class Unreadable extends Exception {
    Unreadable(String message) {
        super(message, null, false, false);
    }
}
