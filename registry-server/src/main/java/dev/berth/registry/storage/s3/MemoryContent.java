package dev.berth.registry.storage.s3;

import dev.berth.registry.storage.StoredContent;
import java.nio.ByteBuffer;

/// A small object that was read as a whole, so that its connection is free for others.
final class MemoryContent implements StoredContent {
    private final byte[] bytes;

    MemoryContent(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        if (position >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), bytes.length - position);
        target.put(bytes, (int) position, count);
        return count;
    }

    @Override
    public void close() {
        // there is nothing to give back
    }
}
