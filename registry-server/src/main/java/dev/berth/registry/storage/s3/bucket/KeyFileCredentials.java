package dev.berth.registry.storage.s3.bucket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// Keys in files, read again when one has changed: a request is signed with what they say now.
final class KeyFileCredentials implements AwsCredentialsProvider {
    private static final long LOOK_NANOS = 1_000_000_000L;
    private final S3Config.KeyFiles files;
    private volatile Read last;

    private record Read(AwsCredentials credentials, long at) {}

    KeyFileCredentials(S3Config.KeyFiles files) {
        this.files = files;
        this.last = read();
    }

    @Override
    public AwsCredentials resolveCredentials() {
        var known = last;
        if (System.nanoTime() - known.at() > LOOK_NANOS) {
            known = read();
            last = known;
        }
        return known.credentials();
    }

    private Read read() {
        try {
            var access = Files.readString(files.access()).strip();
            var secret = Files.readString(files.secret()).strip();
            var session = files.session().filter(Files::exists);
            var credentials = session.isPresent()
                    ? AwsSessionCredentials.create(
                            access, secret, Files.readString(session.get()).strip())
                    : AwsBasicCredentials.create(access, secret);
            return new Read(credentials, System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException("the keys of the bucket cannot be read", e);
        }
    }
}
