package dev.berth.registry.storage.filesystem;

import dev.berth.registry.oci.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The end of a file. Not for two threads at a time.
public final class FileAppender implements AutoCloseable {
    private final FileChannel channel;
    private long position;

    private FileAppender(FileChannel channel, long position) {
        this.channel = channel;
        this.position = position;
    }

    static FileAppender open(Path file, long offset) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.size() < offset) {
                throw new IOException("file has " + channel.size() + " bytes, fewer than " + offset);
            }
            channel.truncate(offset);
            return new FileAppender(channel, offset);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    long position() {
        return position;
    }

    public void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            position += channel.write(source, position);
        }
    }

    void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw StorageException.of("filesystem: cannot close an upload", e);
        }
    }
}
