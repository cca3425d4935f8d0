package dev.berth.registry.storage.s3.bucket;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// Keys in files, read again when one has changed: a request is signed with what they say now.
final class KeyFileCredentials implements AwsCredentialsProvider {
    private final S3Config.KeyFiles files;
    private final Duration lookEvery;
    private volatile @Nullable Read last;

    private record Read(AwsCredentials credentials, long at) {}

    private record Texts(String access, String secret, Optional<String> session) {
        AwsCredentials credentials() {
            return session.<AwsCredentials>map(token -> AwsSessionCredentials.create(access, secret, token))
                    .orElseGet(() -> AwsBasicCredentials.create(access, secret));
        }
    }

    KeyFileCredentials(S3Config.KeyFiles files) {
        this(files, Duration.ofSeconds(1));
    }

    KeyFileCredentials(S3Config.KeyFiles files, Duration lookEvery) {
        this.files = files;
        this.lookEvery = lookEvery;
    }

    @Override
    public AwsCredentials resolveCredentials() {
        var known = last;
        if (known == null || System.nanoTime() - known.at() > lookEvery.toNanos()) {
            known = new Read(settled().credentials(), System.nanoTime());
            last = known;
        }
        return known.credentials();
    }

    /// Files that are exchanged for others between two looks would make a pair that never was: the same is seen twice.
    private Texts settled() {
        try {
            var texts = read();
            for (var again = read(); !again.equals(texts); again = read()) {
                texts = again;
            }
            return texts;
        } catch (IOException e) {
            var why = e instanceof NoSuchFileException ? e.getMessage() + " does not exist" : e.getMessage();
            throw new Failures.MissingKeys("berth.s3.accesskeyfile or berth.s3.secretkeyfile cannot be read: " + why);
        }
    }

    private Texts read() throws IOException {
        var session = files.session().filter(Files::exists);
        return new Texts(
                Files.readString(files.access()).strip(),
                Files.readString(files.secret()).strip(),
                session.isPresent()
                        ? Optional.of(Files.readString(session.get()).strip())
                        : Optional.empty());
    }
}
