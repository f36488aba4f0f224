package io.privicore.domain.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hours of the day in UTC, on some days of the week if said: {@code 08:00-18:00}, {@code Mon-Fri 22:00-06:00}. The first
 * minute is in, the last is not; hours that end before they begin go on past midnight, on the day after the ones named.
 */
record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    private static final Pattern FORM = Pattern.compile(
            "(?:(?<first>[A-Za-z]{3})(?:-(?<last>[A-Za-z]{3}))?\\s+)?(?<from>\\d\\d:\\d\\d)-(?<to>\\d\\d:\\d\\d)");

    static Hours of(String text) {
        var parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "Expected hours such as 08:00-18:00 or Mon-Fri 22:00-06:00, but got \"%s\"".formatted(text));
        }
        var first = parts.group("first");
        var last = parts.group("last");
        Set<DayOfWeek> days =
                first == null ? EnumSet.allOf(DayOfWeek.class) : between(day(first), day(last == null ? first : last));
        return new Hours(days, time(parts.group("from")), time(parts.group("to")));
    }

    boolean include(Instant moment) {
        var at = moment.atOffset(ZoneOffset.UTC);
        var time = at.toLocalTime();
        var today = at.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return days.contains(today) && !time.isBefore(from) || days.contains(today.minus(1)) && time.isBefore(to);
    }

    private static Set<DayOfWeek> between(DayOfWeek first, DayOfWeek last) {
        var days = EnumSet.of(first);
        for (var day = first; day != last; day = day.plus(1)) {
            days.add(day.plus(1));
        }
        return days;
    }

    private static DayOfWeek day(String text) {
        for (var day : DayOfWeek.values()) {
            if (day.name().startsWith(text.toUpperCase(Locale.ROOT))) {
                return day;
            }
        }
        throw new IllegalArgumentException("Expected a day such as Mon, but got \"%s\"".formatted(text));
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text.equals("24:00") ? "00:00" : text);
        } catch (java.time.DateTimeException notATime) {
            throw new IllegalArgumentException(
                    "Expected a time such as 08:00, but got \"%s\"".formatted(text), notATime);
        }
    }
}
