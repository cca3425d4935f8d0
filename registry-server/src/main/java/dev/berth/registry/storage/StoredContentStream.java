package dev.berth.registry.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// Reads an open object from its start to its end.
final class StoredContentStream extends InputStream {
    private final StoredContent content;
    private long position;

    StoredContentStream(StoredContent content) {
        this.content = content;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var count = content.read(ByteBuffer.wrap(target, offset, length), position);
        position += Math.max(count, 0);
        return count;
    }
}
