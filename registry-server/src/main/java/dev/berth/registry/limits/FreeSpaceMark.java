package dev.berth.registry.limits;

import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.storage.StorageSpace;
import java.util.Map;
import java.util.regex.Pattern;

/// Pushes are refused while less than this is free: a number of bytes, or a share of the whole. Zero refuses none.
public record FreeSpaceMark(long bytes, double share) {
    private static final String KEY = "berth.storage.minfree";
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(%|B|KiB|MiB|GiB|TiB)?");
    private static final Map<String, Long> UNITS =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);
    private static final double PERCENT = 100;

    public static FreeSpaceMark none() {
        return new FreeSpaceMark(0, 0);
    }

    public static FreeSpaceMark from(ConfigurationNode root) {
        String text = root.string(KEY, "0");
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw root.wrong(KEY, "must be a size such as 500MiB or 2GiB, or a share such as 5%, not \"" + text + "\"");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        if (!unit.equals("%")) {
            return new FreeSpaceMark(bytes(root, number, unit), 0);
        }
        if (number >= PERCENT) {
            throw root.wrong(KEY, "must leave room for content; " + text + " does not");
        }
        return new FreeSpaceMark(0, number / PERCENT);
    }

    private static long bytes(ConfigurationNode root, long number, String unit) {
        try {
            return Math.multiplyExact(number, UNITS.getOrDefault(unit, 1L));
        } catch (ArithmeticException e) {
            throw root.wrong(KEY, "is more than any disk holds: " + number + unit);
        }
    }

    boolean isSet() {
        return bytes > 0 || share > 0;
    }

    boolean isKeptBy(StorageSpace space) {
        return space.free() >= bytes && space.free() >= space.total() * share;
    }

    @Override
    public String toString() {
        return share > 0 ? Math.round(share * PERCENT) + "%" : bytes + " bytes";
    }
}
