package dev.berth.registry.storage.s3.bucket;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// How far the clock that dates objects is ahead of this machine's, as every answer tells. Less than a few seconds
/// counts as none: answers say whole seconds, and take their time.
final class ServerClock implements ExecutionInterceptor {
    private static final Duration NOTICEABLE = Duration.ofSeconds(3);
    private final Clock clock;
    private volatile Duration ahead = Duration.ZERO;

    ServerClock(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant().plus(ahead);
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpResponse().firstMatchingHeader("Date").ifPresent(this::heard);
    }

    private void heard(String date) {
        try {
            var said = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            var difference = Duration.between(clock.instant(), said);
            ahead = difference.abs().compareTo(NOTICEABLE) < 0 ? Duration.ZERO : difference;
        } catch (DateTimeParseException _) {
            // an answer without a date that can be read tells nothing
        }
    }
}
