package dev.berth.registry.limits;

import dev.berth.registry.configuration.ByteSize;
import dev.berth.registry.configuration.ConfigurationNode;
import dev.berth.registry.storage.StorageSpace;
import java.util.regex.Pattern;

/// How much of the storage is to be free: a number of bytes, or a share of the whole. Zero asks for nothing.
public record FreeSpaceMark(long bytes, double share) {
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3})\\s*%");
    private static final double PERCENT = 100;

    public static FreeSpaceMark none() {
        return new FreeSpaceMark(0, 0);
    }

    /// Pushes are refused while less is free.
    public static FreeSpaceMark from(ConfigurationNode root) {
        return from(root, "berth.storage.minfree", "0");
    }

    public static FreeSpaceMark from(ConfigurationNode node, String key, String fallback) {
        String text = node.string(key, fallback);
        var matcher = SHARE.matcher(text);
        if (!matcher.matches()) {
            return ByteSize.parse(text)
                    .map(size -> new FreeSpaceMark(size.bytes(), 0))
                    .orElseThrow(() -> node.wrong(
                            key, "must be a size such as 500MiB or 2GiB, or a share such as 5%, not \"" + text + "\""));
        }
        int percent = Integer.parseInt(matcher.group(1));
        if (percent >= PERCENT) {
            throw node.wrong(key, "must leave room for content; " + text + " does not");
        }
        return new FreeSpaceMark(0, percent / PERCENT);
    }

    public boolean isSet() {
        return bytes > 0 || share > 0;
    }

    public boolean isKeptBy(StorageSpace space) {
        return space.free() >= bytes && space.free() >= space.total() * share;
    }

    /// Whether so little is left above the mark that pushes are soon refused.
    boolean isNear(StorageSpace space) {
        return isKeptBy(space) && (space.free() < 2 * bytes || space.free() < 2 * share * space.total());
    }

    @Override
    public String toString() {
        return share > 0 ? Math.round(share * PERCENT) + "%" : bytes + " bytes";
    }
}
