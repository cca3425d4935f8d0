package dev.berth.registry.storage.s3.bucket;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.function.Supplier;

/// Content to be sent, which can be read again from its start when an attempt fails.
public record Source(long length, Supplier<InputStream> stream) {

    public static Source of(byte[] content) {
        return new Source(content.length, () -> new ByteArrayInputStream(content));
    }
}
