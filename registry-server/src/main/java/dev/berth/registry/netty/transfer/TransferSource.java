package dev.berth.registry.netty.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/// Where the bytes of a large answer come from. Closed when the answer is sent, or when its connection is gone.
public interface TransferSource extends AutoCloseable {

    /// The file that the kernel may send from by itself.
    Optional<FileChannel> file();

    /// Whether a read may take so long that it is not for the event loop.
    default boolean isRemote() {
        return false;
    }

    int read(ByteBuffer target, long position) throws IOException;

    @Override
    void close();
}
