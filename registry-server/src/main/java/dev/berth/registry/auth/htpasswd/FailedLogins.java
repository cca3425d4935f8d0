package dev.berth.registry.auth.htpasswd;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts wrong passwords by user and address, so that nobody tries many. A password that was right before is not asked
/// here: who attacks a user does not lock it out.
final class FailedLogins {
    private static final int MOST = 10;
    private static final int MOST_REMEMBERED = 100_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Cache<Attempt, AtomicInteger> failures;

    private record Attempt(String user, String address) {}

    FailedLogins(Ticker ticker) {
        failures = Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(WINDOW)
                .maximumSize(MOST_REMEMBERED)
                .build();
    }

    boolean areTooMany(Credentials credentials, String address) {
        AtomicInteger count = failures.getIfPresent(attempt(credentials, address));
        return count != null && count.get() >= MOST;
    }

    void add(Credentials credentials, String address) {
        failures.get(attempt(credentials, address), _ -> new AtomicInteger()).incrementAndGet();
    }

    /// What was wrong for other passwords than those in force says nothing.
    void forget() {
        failures.invalidateAll();
    }

    private static Attempt attempt(Credentials credentials, String address) {
        return new Attempt(credentials.printableUser(), address);
    }
}
