package dev.berth.registry.uploads;

import dev.berth.registry.netty.BodySink;
import dev.berth.registry.oci.Digest;
import dev.berth.registry.oci.RegistryException;
import dev.berth.registry.oci.RepositoryName;
import dev.berth.registry.oci.StorageException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Takes blobs that come from elsewhere than a request, by the steps of an upload.
@Singleton
public final class IncomingBlobs {
    private static final int PIECE = 256 << 10;
    private final Uploads uploads;

    IncomingBlobs(Uploads uploads) {
        this.uploads = uploads;
    }

    /// Stores all of the stream as the blob of that digest. Throws DIGEST_INVALID when it is another one, and
    /// [UncheckedIOException] when it cannot be read; then nothing stays of it.
    public void store(RepositoryName repository, Digest digest, InputStream content) {
        var upload = uploads.start(repository);
        try (var _ = uploads.lock(upload)) {
            uploads.commit(upload, digest, body(content));
        } catch (UncheckedIOException e) {
            discard(upload);
            throw e;
        }
    }

    private static UploadBody body(InputStream content) {
        return new UploadBody() {
            @Override
            public void requireStart(long size) {
                // a new upload takes whatever comes
            }

            @Override
            public void copy(BodySink sink) {
                IncomingBlobs.copy(content, sink);
            }
        };
    }

    private void discard(Upload upload) {
        try {
            uploads.cancel(upload);
        } catch (RegistryException _) {
            // it is gone already
        }
    }

    private static void copy(InputStream content, BodySink sink) {
        byte[] piece = new byte[PIECE];
        for (int count = read(content, piece); count >= 0; count = read(content, piece)) {
            try {
                sink.write(ByteBuffer.wrap(piece, 0, count));
                sink.room().join();
            } catch (IOException e) {
                throw StorageException.of("cannot store a blob", e);
            }
        }
    }

    private static int read(InputStream content, byte[] piece) {
        try {
            return content.read(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
