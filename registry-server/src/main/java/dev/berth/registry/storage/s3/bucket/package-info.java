/// One bucket of an S3-compatible service, in the few steps that the storage needs. The only package that knows the
/// SDK.
@NullMarked
package dev.berth.registry.storage.s3.bucket;

import org.jspecify.annotations.NullMarked;
