package dev.berth.registry.oci;

import org.jspecify.annotations.Nullable;

/// One entry of an error body. The detail is anything JSON can show, or nothing.
public record RegistryError(
        ErrorCode code, String message, @Nullable Object detail) {

    public RegistryError(ErrorCode code, String message) {
        this(code, message, null);
    }
}
