package io.privicore.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 2 March 2026 is a Monday. */
final class HoursTest {

    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "08:00-18:00,         2026-03-02T07:59:59Z, false",
        "08:00-18:00,         2026-03-02T08:00:00Z, true",
        "08:00-18:00,         2026-03-02T17:59:59Z, true",
        "08:00-18:00,         2026-03-02T18:00:00Z, false",
        "22:00-06:00,         2026-03-02T22:00:00Z, true",
        "22:00-06:00,         2026-03-03T05:59:59Z, true",
        "22:00-06:00,         2026-03-03T06:00:00Z, false",
        "22:00-06:00,         2026-03-02T21:59:59Z, false",
        "08:00-24:00,         2026-03-02T23:59:59Z, true",
        "08:00-24:00,         2026-03-03T00:00:00Z, false",
        "00:00-24:00,         2026-03-02T00:00:00Z, true",
        "Mon 08:00-18:00,     2026-03-02T12:00:00Z, true",
        "Mon 08:00-18:00,     2026-03-03T12:00:00Z, false",
        "mon-FRI 08:00-18:00, 2026-03-06T12:00:00Z, true",
        "Mon-Fri 08:00-18:00, 2026-03-07T12:00:00Z, false",
        "Fri-Mon 08:00-18:00, 2026-03-01T12:00:00Z, true",
        "Fri-Mon 08:00-18:00, 2026-03-04T12:00:00Z, false",
        "Sun 00:00-24:00,     2026-03-01T23:59:59Z, true",
        "Sun 00:00-24:00,     2026-03-02T00:00:00Z, false",
    })
    void includeTheFirstMinuteAndNotTheLast(String hours, Instant moment, boolean included) {
        assertThat(Hours.of(hours).include(moment)).isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({
        "Fri 22:00-06:00,     2026-03-07T05:00:00Z, true",
        "Fri 22:00-06:00,     2026-03-06T05:00:00Z, false",
        "Fri 22:00-06:00,     2026-03-07T22:00:00Z, false",
        "Mon-Fri 22:00-06:00, 2026-03-07T05:59:59Z, true",
        "Mon-Fri 22:00-06:00, 2026-03-02T05:00:00Z, false",
        "Sun 22:00-06:00,     2026-03-02T05:00:00Z, true",
    })
    void goOnPastMidnightOnTheDayAfterTheirs(String hours, Instant moment, boolean included) {
        assertThat(Hours.of(hours).include(moment)).isEqualTo(included);
    }

    @ParameterizedTest
    @CsvSource({
        "00:00-24:00,         168",
        "09:00-09:00,         168",
        "Tue 09:00-09:00,     24",
        "Mon-Fri 08:00-18:00, 50",
        "Mon-Fri 18:00-08:00, 70",
        "Mon-Sun 22:00-06:00, 56",
        "Sat-Sun 00:00-24:00, 48",
        "Wed-Tue 00:00-01:00, 7",
    })
    void areAsManyAWeekAsTheySay(String text, int hoursOfTheWeek) {
        var hours = Hours.of(text);
        Set<Integer> included = new HashSet<>();
        for (int hour = 0; hour < 7 * 24; hour++) {
            if (hours.include(MONDAY.plus(Duration.ofHours(hour)))) {
                included.add(hour);
            }
        }

        assertThat(included).hasSize(hoursOfTheWeek);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "always",
                "8-18",
                "8:00-18:00",
                "08:00",
                "08:00-25:00",
                "08:60-18:00",
                "24:01-06:00",
                "Xyz 08:00-18:00",
                "Mon-Xyz 08:00-18:00",
                "Monday 08:00-18:00",
                "Mon,Tue 08:00-18:00",
                "Mon08:00-18:00",
                "08:00-18:00 Mon"
            })
    void areNotMadeOfAnythingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Hours.of(text)).withMessageStartingWith("Expected ");
    }
}
