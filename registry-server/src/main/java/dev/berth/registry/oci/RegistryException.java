package dev.berth.registry.oci;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal the client gets to read: one error or more, and the status to answer with.
/// It has no stack trace, since it reports the client's mistake and not ours.
public final class RegistryException extends RuntimeException {
    private final transient List<RegistryError> errors;
    private final int status;
    private final transient Map<String, String> headers;

    private RegistryException(List<RegistryError> errors, int status, Map<String, String> headers) {
        super(errors.getFirst().code() + ": " + errors.getFirst().message(), null, false, false);
        this.errors = List.copyOf(errors);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    public static RegistryException of(ErrorCode code) {
        return of(code, code.message());
    }

    public static RegistryException of(ErrorCode code, String message) {
        return of(List.of(new RegistryError(code, message)));
    }

    public static RegistryException of(ErrorCode code, String message, @Nullable Object detail) {
        return of(List.of(new RegistryError(code, message, detail)));
    }

    /// The status is that of the first error.
    public static RegistryException of(List<RegistryError> errors) {
        return new RegistryException(errors, errors.getFirst().code().status(), Map.of());
    }

    /// The same errors answered with another status than their code's own.
    public RegistryException withStatus(int otherStatus) {
        return new RegistryException(errors, otherStatus, headers);
    }

    /// The same answer with headers that help the client to go on.
    public RegistryException withHeaders(Map<String, String> more) {
        return new RegistryException(errors, status, more);
    }

    public Map<String, String> headers() {
        return headers;
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
