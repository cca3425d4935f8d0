package dev.berth.e2e.images;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A tar archive with one file, which is all that a layer of these images holds.
final class TarLayer {

    private static final int BLOCK = 512;

    private TarLayer() {}

    /// The file is executable and its times are zero, so that the same content gives the same digest.
    static byte[] of(String name, byte[] content) {
        var archive = new ByteArrayOutputStream(content.length + 4 * BLOCK);
        archive.writeBytes(header(name, content.length));
        archive.writeBytes(content);
        archive.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        archive.writeBytes(new byte[2 * BLOCK]);
        return archive.toByteArray();
    }

    private static byte[] header(String name, int size) {
        var header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000755\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        Arrays.fill(header, 148, 156, (byte) ' ');
        put(header, 156, "0");
        put(header, 257, "ustar\0" + "00");
        put(header, 148, "%06o\0 ".formatted(sum(header)));
        return header;
    }

    private static int sum(byte[] header) {
        var sum = 0;
        for (var b : header) {
            sum += b & 0xff;
        }
        return sum;
    }

    private static void put(byte[] header, int offset, String text) {
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
