package dev.berth.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * *",
                "23 3 * * *",
                "*/15 0-6,20 1 JAN-mar ?",
                "0 0 31 12 sun",
                "5/10 * * * 1-5",
                "@daily",
                "@hourly"
            })
    void whatACronJobAcceptsIsGood(String schedule) {
        assertThat(CronSchedule.fault(schedule)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    60 * * * *     | 60 is not a minute (0 to 59)
                    * 24 * * *     | 24 is not a hour (0 to 23)
                    * * 0 * *      | 0 is not a day of month (1 to 31)
                    * * * 13 *     | 13 is not a month (1 to 12)
                    * * * * 7      | 7 is not a day of week (0 to 6)
                    * * * foo *    | foo is not a month (1 to 12)
                    9-5 * * * *    | 9-5 is not a minute (0 to 59)
                    */0 * * * *    | */0 is not a minute (0 to 59)
                    1, * * * *     | 1, is not a minute (0 to 59)
                    * * * *        | it has 4 fields and needs five
                    @often         | @often is not known
                    """)
    void whatItRefusesIsNamed(String schedule, String fault) {
        assertThat(CronSchedule.fault(schedule)).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    23 3 * * *       | Etc/UTC       | 2026-01-01T03:23:00Z | 2026-01-02T03:23:00Z
                    23 3 * * *       | Etc/UTC       | 2026-01-01T03:22:59Z | 2026-01-01T03:23:00Z
                    23 3 * * *       | Asia/Kolkata  | 2026-01-01T00:00:00Z | 2026-01-01T21:53:00Z
                    @weekly          | Etc/UTC       | 2026-01-01T00:00:00Z | 2026-01-04T00:00:00Z
                    5/20 * * * *     | Etc/UTC       | 2026-01-01T00:25:00Z | 2026-01-01T00:45:00Z
                    0 0 29 feb *     | Etc/UTC       | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z
                    0 0 13 * 5       | Etc/UTC       | 2026-01-03T00:00:00Z | 2026-01-09T00:00:00Z
                    0 0 */2 * 5      | Etc/UTC       | 2026-01-03T00:00:00Z | 2026-01-05T00:00:00Z
                    30 2 * * *       | Europe/Berlin | 2026-03-28T12:00:00Z | 2026-03-29T01:30:00Z
                    30 2 * * *       | Europe/Berlin | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z
                    30 2 * * *       | Europe/Berlin | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z
                    """)
    void theNextStartFollowsTheCalendarOfTheZone(String schedule, String zone, String after, String next) {
        assertThat(CronSchedule.parse(schedule, ZoneId.of(zone)).next(Instant.parse(after)))
                .contains(Instant.parse(next));
    }

    @Test
    void aDateThatNeverComesHasNoNextStart() {
        assertThat(CronSchedule.parse("0 0 31 2 *", ZoneOffset.UTC).next(Instant.EPOCH))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    * * * * *        | PT1M
                    */7 * * * *      | PT7M
                    0 * * * *        | PT1H
                    23 3 * * *       | PT24H
                    0 8-18/2 * * 1-5 | PT62H
                    @monthly         | PT744H
                    @yearly          | PT8784H
                    """)
    void theLongestPauseIsThatOfTheCalendar(String schedule, Duration pause) {
        assertThat(CronSchedule.parse(schedule, ZoneOffset.UTC).longestPause()).isEqualTo(pause);
    }
}
