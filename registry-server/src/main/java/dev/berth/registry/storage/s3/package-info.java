/// Keeps objects in a bucket that several servers may share: every step is one atomic request.
@NullMarked
package dev.berth.registry.storage.s3;

import org.jspecify.annotations.NullMarked;
