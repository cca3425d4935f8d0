package dev.berth.registry.storage.s3.bucket;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// The keys that environment, web identity, pod and instance give a process, in this order.
final class SurroundingCredentials implements AwsCredentialsProvider, SdkAutoCloseable {
    private static final String CURE = "there are no keys; set storage.s3.accesskey and storage.s3.secretkey, or"
            + " berth.s3.accesskeyfile and berth.s3.secretkeyfile, or give the process an identity: ";
    private final DefaultCredentialsProvider chain =
            DefaultCredentialsProvider.builder().build();

    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return chain.resolveCredentials();
        } catch (SdkClientException e) {
            throw new Failures.MissingKeys(CURE + answers(e));
        }
    }

    /// Without the list of those that were asked, which stands before what they answered.
    private static String answers(SdkClientException e) {
        var text = String.valueOf(e.getMessage());
        return text.substring(text.indexOf(": [") + 1).strip();
    }

    @Override
    public void close() {
        chain.close();
    }
}
