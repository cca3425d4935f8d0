package dev.berth.operator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A CronJob's schedule in a time zone: when it starts next, and how long it rests at most.
public final class CronSchedule {
    private static final Map<String, String> SHORTHANDS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");
    private static final CronField MINUTE = new CronField("minute", 0, 59);
    private static final CronField HOUR = new CronField("hour", 0, 23);
    private static final CronField DAY = new CronField("day of month", 1, 31);
    private static final CronField MONTH = new CronField(
            "month",
            1,
            12,
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"));
    private static final CronField WEEKDAY =
            new CronField("day of week", 0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));
    private static final List<CronField> FIELDS = List.of(MINUTE, HOUR, DAY, MONTH, WEEKDAY);

    /// As far ahead as Kubernetes looks before it gives up.
    private static final int YEARS = 5;

    private static final int MINUTES_OF_A_DAY = 24 * 60;

    private final ZoneId zone;
    private final BitSet minutes = new BitSet(MINUTES_OF_A_DAY);
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean bothDays;

    private CronSchedule(List<String> parts, ZoneId zone) {
        this.zone = zone;
        BitSet everyHour = MINUTE.values(parts.get(0));
        HOUR.values(parts.get(1)).stream()
                .forEach(hour -> everyHour.stream().forEach(minute -> minutes.set(hour * 60 + minute)));
        days = DAY.values(parts.get(2));
        months = MONTH.values(parts.get(3));
        weekdays = WEEKDAY.values(parts.get(4));
        bothDays = DAY.isOpen(parts.get(2)) || WEEKDAY.isOpen(parts.get(4));
    }

    /// What is wrong with a schedule; null when it is good.
    public static @Nullable String fault(String schedule) {
        if (schedule.startsWith("@")) {
            return SHORTHANDS.containsKey(schedule) ? null : schedule + " is not known";
        }
        List<String> parts = parts(schedule);
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

    /// Of a schedule without fault.
    public static CronSchedule parse(String schedule, ZoneId zone) {
        String fault = fault(schedule);
        if (fault != null) {
            throw new IllegalArgumentException(schedule + ": " + fault);
        }
        return new CronSchedule(parts(SHORTHANDS.getOrDefault(schedule, schedule)), zone);
    }

    private static List<String> parts(String schedule) {
        return List.of(schedule.strip().split("\\s+"));
    }

    /// The next start after an instant; empty when there is none within years, as for the 31st of February.
    public Optional<Instant> next(Instant after) {
        LocalDateTime start = LocalDateTime.ofInstant(after, zone)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
        LocalDate end = start.toLocalDate().plusYears(YEARS);
        int from = start.getHour() * 60 + start.getMinute();
        for (LocalDate day = start.toLocalDate(); day.isBefore(end); day = day.plusDays(1)) {
            for (int minute = isOn(day) ? minutes.nextSetBit(from) : -1;
                    minute >= 0;
                    minute = minutes.nextSetBit(minute + 1)) {
                // The clock may have been put back in between.
                Instant found =
                        day.atTime(minute / 60, minute % 60).atZone(zone).toInstant();
                if (found.isAfter(after)) {
                    return Optional.of(found);
                }
            }
            from = 0;
        }
        return Optional.empty();
    }

    /// The longest time between two starts by the calendar; years when there are none.
    public Duration longestPause() {
        int longest = 0;
        for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
            longest = Math.max(longest, minutes.nextSetBit(minute + 1) - minute);
        }
        int overNight = minutes.nextSetBit(0) - minutes.length() + 1;
        LocalDate begin = LocalDate.of(2024, 1, 1);
        LocalDate last = begin;
        for (LocalDate day = begin; day.isBefore(begin.plusYears(YEARS)); day = day.plusDays(1)) {
            if (isOn(day)) {
                longest = Math.max(longest, (int) ChronoUnit.DAYS.between(last, day) * MINUTES_OF_A_DAY + overNight);
                last = day;
            }
        }
        return longest == 0 ? Duration.ofDays(YEARS * 365L) : Duration.ofMinutes(longest);
    }

    /// Where both kinds of days are restricted, either will do.
    private boolean isOn(LocalDate date) {
        boolean day = days.get(date.getDayOfMonth());
        boolean weekday = weekdays.get(date.getDayOfWeek().getValue() % 7);
        return months.get(date.getMonthValue()) && (bothDays ? day && weekday : day || weekday);
    }
}
