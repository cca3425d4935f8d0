package dev.berth.registry.tls;

import java.nio.ByteBuffer;
import java.security.spec.InvalidKeySpecException;

/// Reads one level of DER: tag, length, content. Anything out of bounds is an [InvalidKeySpecException].
final class DerReader {
    private final ByteBuffer bytes;

    DerReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    int tag() throws InvalidKeySpecException {
        need(1);
        return bytes.get(bytes.position()) & 0xff;
    }

    DerReader inside(int tag) throws InvalidKeySpecException {
        if (tag() != tag) {
            throw new InvalidKeySpecException("unexpected tag");
        }
        return new DerReader(next());
    }

    byte[] next() throws InvalidKeySpecException {
        need(2);
        bytes.get();
        byte[] content = new byte[need(length())];
        bytes.get(content);
        return content;
    }

    private int length() throws InvalidKeySpecException {
        int first = bytes.get() & 0xff;
        int more = first < 0x80 ? 0 : first & 0x7f;
        if (more > 3) {
            throw new InvalidKeySpecException("too long");
        }
        need(more);
        int length = more == 0 ? first : 0;
        for (int i = 0; i < more; i++) {
            length = (length << 8) | (bytes.get() & 0xff);
        }
        return length;
    }

    private int need(int count) throws InvalidKeySpecException {
        if (bytes.remaining() < count) {
            throw new InvalidKeySpecException("cut off");
        }
        return count;
    }
}
