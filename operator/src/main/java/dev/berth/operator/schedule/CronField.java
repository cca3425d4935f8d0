package dev.berth.operator.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One of the five fields of a schedule: numbers, names, ranges, steps and lists of them.
record CronField(String name, int least, int most, List<String> names) {
    CronField(String name, int least, int most) {
        this(name, least, most, List.of());
    }

    boolean accepts(String text) {
        return entries(text).stream().allMatch(entry -> range(entry) != null);
    }

    /// Of a text that is accepted.
    BitSet values(String text) {
        BitSet values = new BitSet(most + 1);
        entries(text).stream().map(this::range).forEach(range -> {
            for (int value = range == null ? most + 1 : range.first; value <= most; value += range.step) {
                if (value <= range.last) {
                    values.set(value);
                }
            }
        });
        return values;
    }

    /// Whether the field says nothing: every value will do.
    boolean isOpen(String text) {
        return entries(text).stream().anyMatch(entry -> entry.matches("[*?](/1)?"));
    }

    String describe() {
        return name + " (" + least + " to " + most + ")";
    }

    private static List<String> entries(String text) {
        return List.of(text.split(",", -1));
    }

    private record Range(int first, int last, int step) {}

    private @Nullable Range range(String entry) {
        String[] steps = entry.split("/", -1);
        Integer step = steps.length == 2 ? number(steps[1]) : Integer.valueOf(1);
        if (steps.length > 2 || step == null || step == 0) {
            return null;
        }
        if (steps[0].equals("*") || steps[0].equals("?")) {
            return new Range(least, most, step);
        }
        String[] ends = steps[0].split("-", -1);
        Integer first = value(ends[0]);
        Integer last = ends.length == 2 ? value(ends[1]) : first;
        if (ends.length > 2 || first == null || last == null || first > last) {
            return null;
        }
        // "5/15" goes on to the end, as in the schedules of Kubernetes.
        return new Range(first, ends.length == 1 && steps.length == 2 ? most : last, step);
    }

    private @Nullable Integer value(String text) {
        int index = names.indexOf(text.toLowerCase(Locale.ROOT));
        if (index >= 0) {
            return index + least;
        }
        Integer number = number(text);
        return number == null || number < least || number > most ? null : number;
    }

    private static @Nullable Integer number(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.valueOf(text) : null;
    }
}
