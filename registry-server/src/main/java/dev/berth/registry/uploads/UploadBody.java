package dev.berth.registry.uploads;

import dev.berth.registry.netty.BodySink;

/// What one request adds to an upload.
interface UploadBody {

    /// Throws RANGE_INVALID unless it goes on where the upload ends.
    void requireStart(long size);

    /// Blocks until all of it went into the sink.
    void copy(BodySink sink);
}
