package dev.berth.registry.gc.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// What happened in a soak, and how long requests took beside collections and without.
final class Tally {
    private static final int MOST_BROKEN = 20;
    private final Map<Count, AtomicLong> counts = new EnumMap<>(Count.class);
    private final Map<Timed, List<Long>> beside = new EnumMap<>(Timed.class);
    private final Map<Timed, List<Long>> without = new EnumMap<>(Timed.class);
    private final List<String> broken = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean collecting = new AtomicBoolean();

    enum Count {
        PUSHES_ACKNOWLEDGED,
        TAGS_MOVED,
        BLOBS_UPLOADED,
        BLOBS_FOUND,
        BLOBS_MOUNTED,
        PULLS_VERIFIED,
        TAGS_DELETED,
        MANIFESTS_DELETED,
        PUSHES_REFUSED,
        CUT_OFF,
        COLLECTIONS,
        COLLECTIONS_FAILED,
        REPOSITORIES_KEPT_WHOLE,
        CONDEMNED,
        RESCUED,
        PURGED,
        PURGED_BYTES,
        KILLS,
        LIVE_IN_THE_END,
        BROKEN
    }

    enum Timed {
        PUSH,
        PULL
    }

    Tally() {
        for (Count count : Count.values()) {
            counts.put(count, new AtomicLong());
        }
        for (Timed timed : Timed.values()) {
            beside.put(timed, Collections.synchronizedList(new ArrayList<>()));
            without.put(timed, Collections.synchronizedList(new ArrayList<>()));
        }
    }

    void add(Count count) {
        add(count, 1);
    }

    void add(Count count, long number) {
        counts.get(count).addAndGet(number);
    }

    long get(Count count) {
        return counts.get(count).get();
    }

    /// Something acknowledged that is not there, or is not what was pushed.
    void broken(String what) {
        add(Count.BROKEN);
        if (broken.size() < MOST_BROKEN) {
            broken.add(what);
        }
    }

    void setCollecting(boolean now) {
        collecting.set(now);
    }

    boolean isCollecting() {
        return collecting.get();
    }

    void took(Timed what, long nanos, boolean besideCollection) {
        (besideCollection ? beside : without).get(what).add(nanos);
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    String table(String title) {
        StringBuilder table = new StringBuilder(title).append('\n');
        for (Count count : Count.values()) {
            table.append(String.format(Locale.ROOT, "  %-24s %,12d%n", name(count), get(count)));
        }
        for (Timed timed : Timed.values()) {
            table.append(line(timed, "beside collections", beside.get(timed)));
            table.append(line(timed, "without", without.get(timed)));
        }
        return table.toString();
    }

    private static String name(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String line(Timed timed, String when, List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  %-5s %-18s n %,9d  p50 %8.2f ms  p99 %8.2f ms  max %8.2f ms%n",
                        name(timed),
                        when,
                        sorted.length,
                        millis(sorted, 0.5),
                        millis(sorted, 0.99),
                        millis(sorted, 1));
    }

    private static double millis(long[] sorted, double share) {
        int index = (int) Math.min(sorted.length - 1L, Math.round(Math.floor(share * sorted.length)));
        return Arrays.stream(sorted, index, index + 1).sum() / 1e6;
    }
}
