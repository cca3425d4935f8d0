package dev.berth.registry.storage.s3;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.s3.bucket.Bucket;
import dev.berth.registry.storage.s3.bucket.OpenObject;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An object as it is read on, from wherever it was read last. Not for two threads at a time.
final class S3Content implements StoredContent {
    private static final int COPY = 64 << 10;
    private final Bucket bucket;
    private final String key;
    private final long size;
    private final String version;
    private final byte[] copy = new byte[COPY];
    private OpenObject open;
    private long position;

    S3Content(Bucket bucket, String key, OpenObject open) {
        this.bucket = bucket;
        this.key = key;
        this.size = open.object().size();
        this.version = open.object().version();
        this.open = open;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public int read(ByteBuffer target, long at) throws IOException {
        if (at >= size) {
            return -1;
        }
        if (at != position) {
            reopen(at);
        }
        int count = open.stream().read(copy, 0, Math.min(target.remaining(), copy.length));
        if (count > 0) {
            target.put(copy, 0, count);
            position += count;
        }
        return count;
    }

    private void reopen(long at) {
        open.close();
        open = bucket.get(key, at, version)
                .orElseThrow(() -> new StorageException("s3: " + key + " is gone while it is read"));
        position = at;
    }

    @Override
    public void close() {
        open.close();
    }
}
