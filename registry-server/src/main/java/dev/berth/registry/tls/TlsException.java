package dev.berth.registry.tls;

/// A certificate or key that cannot be used; the message is one sentence that names the file and the cure.
public final class TlsException extends Exception {
    TlsException(String message) {
        super(message, null, false, false);
    }
}
