package dev.berth.registry.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// One bucket of requests for each client, refilled at the rate. What was not used for long is full again, so it may be
/// forgotten.
final class RateLimits {
    private static final int MOST_CLIENTS = 100_000;
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RequestRate rate;
    private final Ticker ticker;
    private final Cache<String, Bucket> buckets;

    RateLimits(RequestRate rate, Ticker ticker) {
        this.rate = rate;
        this.ticker = ticker;
        this.buckets = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(Duration.ofSeconds(rate.burst() / Math.max(1, rate.perSecond()) + 1L))
                .build();
    }

    /// Zero when the client may go on, else the seconds until it may.
    long secondsToWait(String client) {
        return buckets.get(client, _ -> new Bucket(rate.burst(), ticker.read())).take();
    }

    private final class Bucket {
        private double left;
        private long filled;

        private Bucket(double left, long filled) {
            this.left = left;
            this.filled = filled;
        }

        private synchronized long take() {
            long now = ticker.read();
            left = Math.min(rate.burst(), left + (now - filled) / NANOS * rate.perSecond());
            filled = now;
            if (left >= 1) {
                left--;
                return 0;
            }
            return Math.max(1, (long) Math.ceil((1 - left) / rate.perSecond()));
        }
    }
}
