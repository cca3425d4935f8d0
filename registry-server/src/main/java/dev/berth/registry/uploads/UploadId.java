package dev.berth.registry.uploads;

import dev.berth.registry.oci.ErrorCode;
import dev.berth.registry.oci.RegistryException;
import java.util.UUID;
import java.util.regex.Pattern;

/// The name of an upload session, as the path of its requests carries it.
record UploadId(String value) {
    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z0-9_=-][A-Za-z0-9_.=-]{0,127}");

    UploadId {
        if (!GRAMMAR.matcher(value).matches()) {
            throw RegistryException.of(ErrorCode.BLOB_UPLOAD_UNKNOWN);
        }
    }

    static UploadId random() {
        return new UploadId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
