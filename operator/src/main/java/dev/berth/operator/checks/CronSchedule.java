package dev.berth.operator.checks;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The grammar of a CronJob's schedule: five fields of numbers, names, ranges, steps and lists, or a shorthand.
final class CronSchedule {
    private static final Set<String> SHORTHANDS =
            Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final List<Field> FIELDS = List.of(
            new Field("minute", 0, 59, List.of()),
            new Field("hour", 0, 23, List.of()),
            new Field("day of month", 1, 31, List.of()),
            new Field("month", 1, 12, MONTHS),
            new Field("day of week", 0, 6, DAYS));

    private CronSchedule() {}

    /// What is wrong with a schedule; null when it is good.
    static @Nullable String fault(String schedule) {
        if (schedule.startsWith("@")) {
            return SHORTHANDS.contains(schedule) ? null : schedule + " is not known";
        }
        List<String> parts = List.of(schedule.strip().split("\\s+"));
        if (parts.size() != FIELDS.size()) {
            return "it has " + parts.size() + " fields and needs five";
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!FIELDS.get(i).accepts(parts.get(i))) {
                return parts.get(i) + " is not a " + FIELDS.get(i).describe();
            }
        }
        return null;
    }

    private record Field(String name, int least, int most, List<String> names) {
        boolean accepts(String text) {
            return !text.isEmpty() && List.of(text.split(",", -1)).stream().allMatch(this::acceptsEntry);
        }

        private boolean acceptsEntry(String entry) {
            String[] steps = entry.split("/", -1);
            if (steps.length > 2 || (steps.length == 2 && positive(steps[1]) == null)) {
                return false;
            }
            if (steps[0].equals("*") || steps[0].equals("?")) {
                return true;
            }
            String[] ends = steps[0].split("-", -1);
            Integer first = value(ends[0]);
            Integer last = ends.length == 2 ? value(ends[1]) : first;
            return ends.length <= 2 && first != null && last != null && first <= last;
        }

        private @Nullable Integer value(String text) {
            int index = names.indexOf(text.toLowerCase(Locale.ROOT));
            if (index >= 0) {
                return index + least;
            }
            Integer number = number(text);
            return number == null || number < least || number > most ? null : number;
        }

        String describe() {
            return name + " (" + least + " to " + most + ")";
        }
    }

    private static @Nullable Integer positive(String text) {
        Integer number = number(text);
        return number == null || number == 0 ? null : number;
    }

    private static @Nullable Integer number(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.valueOf(text) : null;
    }
}
