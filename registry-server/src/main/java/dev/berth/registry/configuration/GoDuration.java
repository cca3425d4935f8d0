package dev.berth.registry.configuration;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Go writes them: `168h`, `1m30s`, `1.5h`, `250ms`; a bare `0` is allowed, a bare `30` is not.
public final class GoDuration {
    private static final Pattern PART =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{0,9})?|\\.\\d{1,9})(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /// Empty when the text is not a duration.
    public static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher part = PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
            end = part.end();
        }
        boolean whole = end > 0 && end == text.length();
        boolean fits = nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0;
        return whole && fits ? Optional.of(Duration.ofNanos(nanos.longValue())) : Optional.empty();
    }

    private static long unit(String name) {
        return NANOS.getOrDefault(name, 0L);
    }
}
