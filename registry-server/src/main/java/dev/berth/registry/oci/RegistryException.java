package dev.berth.registry.oci;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A refusal the client gets to read: one error or more, and the status to answer with.
/// It has no stack trace, since it reports the client's mistake and not ours.
public final class RegistryException extends RuntimeException {
    private final transient List<RegistryError> errors;
    private final int status;

    private RegistryException(List<RegistryError> errors, int status) {
        super(errors.getFirst().code() + ": " + errors.getFirst().message(), null, false, false);
        this.errors = List.copyOf(errors);
        this.status = status;
    }

    public static RegistryException of(ErrorCode code) {
        return of(code, code.message());
    }

    public static RegistryException of(ErrorCode code, String message) {
        return new RegistryException(List.of(new RegistryError(code, message)), code.status());
    }

    public static RegistryException of(ErrorCode code, String message, @Nullable Object detail) {
        return new RegistryException(List.of(new RegistryError(code, message, detail)), code.status());
    }

    /// The status is that of the first error.
    public static RegistryException of(List<RegistryError> errors) {
        return new RegistryException(errors, errors.getFirst().code().status());
    }

    /// The same errors answered with another status than their code's own.
    public RegistryException withStatus(int otherStatus) {
        return new RegistryException(errors, otherStatus);
    }

    public List<RegistryError> errors() {
        return errors;
    }

    public ErrorCode code() {
        return errors.getFirst().code();
    }

    public int status() {
        return status;
    }
}
