package dev.berth.registry.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A number of bytes as people write it: `500`, `500MiB`, `2GiB`.
public record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(B|KiB|MiB|GiB|TiB)?");
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
    private static final int STEP = 10;

    /// Empty for what is no size, or more than any disk holds.
    public static Optional<ByteSize> parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        int shift = matcher.group(2) == null ? 0 : STEP * UNITS.indexOf(matcher.group(2));
        return number > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(new ByteSize(number << shift));
    }

    /// In the largest unit of which there is one, with one digit after the point.
    @Override
    public String toString() {
        int unit = 0;
        while (unit < UNITS.size() - 1 && (bytes >> (STEP * (unit + 1))) > 0) {
            unit++;
        }
        return unit == 0
                ? bytes + " bytes"
                : String.format(Locale.ROOT, "%.1f %s", (double) bytes / (1L << (STEP * unit)), UNITS.get(unit))
                        .replace(".0 ", " ");
    }
}
