package dev.berth.operator.plan;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A length of time as a spec writes it: days, hours, minutes and seconds.
public final class Span {
    private static final Pattern FORM = Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

    private Span() {}

    /// Of a text that the schema accepts.
    public static Duration parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text + " is no length of time");
        }
        return Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4)));
    }

    /// The same in the server's words, which know no days.
    static String forServer(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || parts.group(1) == null) {
            return text;
        }
        long hours = number(parts.group(1)) * 24 + number(parts.group(2));
        return hours + "h" + text.substring(parts.end(parts.group(2) == null ? 1 : 2) + 1);
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
