package dev.berth.registry.blobs;

import dev.berth.registry.netty.transfer.TransferSource;
import dev.berth.registry.storage.StoredContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// Hands an open blob to the data path.
record BlobSource(StoredContent content) implements TransferSource {

    @Override
    public Optional<FileChannel> file() {
        return content.file();
    }

    @Override
    public boolean isRemote() {
        return content.isRemote();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return content.read(target, position);
    }

    @Override
    public void close() {
        content.close();
    }
}
