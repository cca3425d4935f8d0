package dev.berth.registry.clients.programs;

/// A program did not do what it was asked; the message has all that it printed.
public final class CallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallFailedException(String message) {
        super(message);
    }
}
