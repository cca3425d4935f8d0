package dev.berth.images;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a POSIX tar whose bytes depend on the entries and one time stamp only, never on the machine that writes it.
final class TarStream implements Closeable {
    private static final int BLOCK = 512;
    private static final int NAME_SIZE = 100;
    private static final int PREFIX_SIZE = 155;

    private final OutputStream out;
    private final long seconds;

    TarStream(OutputStream out, long seconds) {
        this.out = out;
        this.seconds = seconds;
    }

    void folder(String path, int mode, int owner) throws IOException {
        out.write(new Header(path + "/", '5', mode, owner).bytes(0, ""));
    }

    void link(String path, String target) throws IOException {
        out.write(new Header(path, '2', 0777, 0).bytes(0, target));
    }

    void file(String path, Path content, int mode) throws IOException {
        long size = Files.size(content);
        out.write(new Header(path, '0', mode, 0).bytes(size, ""));
        Files.copy(content, out);
        pad(size);
    }

    void file(String path, byte[] content) throws IOException {
        out.write(new Header(path, '0', 0644, 0).bytes(content.length, ""));
        out.write(content);
        pad(content.length);
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    private final class Header {
        private final byte[] block = new byte[BLOCK];

        Header(String path, char type, int mode, int owner) {
            putName(path);
            putOctal(100, 8, mode);
            putOctal(108, 8, owner);
            putOctal(116, 8, owner);
            putOctal(136, 12, seconds);
            block[156] = (byte) type;
            put(257, 6, "ustar\0");
            put(263, 2, "00");
        }

        byte[] bytes(long size, String link) {
            putOctal(124, 12, size);
            put(157, NAME_SIZE, link);
            put(148, 8, "        ");
            int sum = 0;
            for (byte b : block) {
                sum += b & 0xff;
            }
            putOctal(148, 7, sum);
            return block;
        }

        private void putName(String path) {
            if (path.length() <= NAME_SIZE) {
                put(0, NAME_SIZE, path);
                return;
            }
            int split = path.indexOf('/', path.length() - NAME_SIZE - 1);
            put(0, NAME_SIZE, path.substring(split + 1));
            put(345, PREFIX_SIZE, path.substring(0, split));
        }

        private void putOctal(int offset, int length, long number) {
            put(offset, length, "%0" + (length - 1) + "o", number);
        }

        private void put(int offset, int length, String format, long number) {
            put(offset, length, format.formatted(number));
        }

        private void put(int offset, int length, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > length) {
                throw new IllegalArgumentException("too long for a tar header: " + text);
            }
            System.arraycopy(bytes, 0, block, offset, bytes.length);
        }
    }
}
