package dev.berth.operator.checks;

import static org.assertj.core.api.Assertions.assertThat;

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
}
