package dev.berth.registry.storage.filesystem;

import dev.berth.registry.storage.StoredContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// An open file. Its size is that of the moment it was opened.
record FileContent(FileChannel channel, long size) implements StoredContent {

    static FileContent of(FileChannel channel) throws IOException {
        try {
            return new FileContent(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    @Override
    public Optional<FileChannel> file() {
        return Optional.of(channel);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // nothing was written, so nothing is lost
        }
    }
}
