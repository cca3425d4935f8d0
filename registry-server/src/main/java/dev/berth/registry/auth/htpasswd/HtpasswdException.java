package dev.berth.registry.auth.htpasswd;

/// A user file that cannot be used; the message names the file, the line and the cure, never a password or hash.
final class HtpasswdException extends Exception {
    HtpasswdException(String message) {
        super(message, null, false, false);
    }
}
