package dev.berth.registry.storage.s3.bucket;

import dev.berth.registry.oci.StorageException;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Says what went wrong in words that name place and cure, and never a secret.
final class Failures {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int FAILED_CONDITION = 412;
    private static final int TOO_MANY = 429;
    private static final int FAULT = 500;
    private static final String NO_BUCKET = "NoSuchBucket";
    private final S3Config config;

    /// Nothing can be asked of the service, for want of keys. The message says where they were looked for.
    static final class MissingKeys extends SdkClientException {
        private static final long serialVersionUID = 1;

        MissingKeys(String message) {
            super(SdkClientException.builder().message(message));
        }
    }

    Failures(S3Config config) {
        this.config = config;
    }

    StorageException of(String what, String key, SdkException e) {
        var start = "s3: cannot " + what + " " + key + " in " + config + ": ";
        if (e instanceof MissingKeys) {
            return StorageException.unavailable(start + e.getMessage(), e);
        }
        if (!(e instanceof S3Exception answer)) {
            return StorageException.unavailable(start + "no answer: " + root(e), e);
        }
        var code = code(answer);
        var text = start + code + " (" + answer.statusCode() + ")" + cure(answer.statusCode(), code);
        return isCurable(answer.statusCode(), code)
                ? StorageException.unavailable(text, e)
                : StorageException.of(text, new IOException(code, e));
    }

    /// Answers to HEAD, and those of what stands in front of a service, have none.
    private static String code(S3Exception answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("no code");
    }

    /// By the service itself or by its owner, while this server runs on.
    private static boolean isCurable(int status, String code) {
        return status >= FAULT || status == TOO_MANY || status == FORBIDDEN || NO_BUCKET.equals(code);
    }

    private static String cure(int status, String code) {
        if (status == FORBIDDEN) {
            return "; the keys are wrong, revoked, or may not do this";
        }
        return NO_BUCKET.equals(code) ? "; there is no such bucket, and it is not made by itself" : "";
    }

    private static String root(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /// Of HEAD there is no code that would tell a missing object from a missing bucket.
    static boolean isMissing(SdkException e) {
        return e instanceof S3Exception answer && answer.statusCode() == NOT_FOUND && !NO_BUCKET.equals(code(answer));
    }

    /// Refused for its date.
    static boolean isSkew(Throwable e) {
        return e instanceof AwsServiceException answer && answer.isClockSkewException();
    }

    /// Refused, without a look at its condition, because another request was under way at the same place. A service
    /// that keeps a bucket in folders says so, too, when the deletion of the last object in one has just taken it
    /// away.
    static boolean isConflict(Throwable e) {
        return e instanceof S3Exception answer && answer.statusCode() == CONFLICT;
    }

    /// Somebody else was first.
    static boolean isLost(SdkException e) {
        return isConflict(e) || isRefusedByCondition(e);
    }

    private static boolean isRefusedByCondition(SdkException e) {
        return e instanceof S3Exception answer && answer.statusCode() == FAILED_CONDITION;
    }
}
