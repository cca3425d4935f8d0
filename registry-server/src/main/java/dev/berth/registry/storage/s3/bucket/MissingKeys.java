package dev.berth.registry.storage.s3.bucket;

import software.amazon.awssdk.core.exception.SdkClientException;

/// Nothing can be asked of the service, for want of keys. The message says where they were looked for.
final class MissingKeys extends SdkClientException {
    private static final long serialVersionUID = 1;

    MissingKeys(String message) {
        super(SdkClientException.builder().message(message));
    }
}
