package dev.berth.registry.storage.s3;

import dev.berth.registry.oci.StorageException;
import dev.berth.registry.storage.StoredContent;
import dev.berth.registry.storage.s3.bucket.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A part that waits to be sent, in a file that nobody else sees.
final class Spool implements StoredContent {
    private final FileChannel file;
    private long size;

    private Spool(FileChannel file) {
        this.file = file;
    }

    static Spool in(Path folder) {
        try {
            var path = Files.createTempFile(folder, "part", ".spool");
            return new Spool(FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw StorageException.of("berth.s3.spooldirectory " + folder + " takes no files", e);
        }
    }

    void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            size += file.write(source, size);
        }
    }

    void fill(InputStream stream) throws IOException {
        var copy = new byte[64 << 10];
        for (int count = stream.read(copy); count >= 0; count = stream.read(copy)) {
            write(ByteBuffer.wrap(copy, 0, count));
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    Source source() {
        return new Source(size, this::stream);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException _) {
            // what was in it has been sent, or is given up
        }
    }
}
