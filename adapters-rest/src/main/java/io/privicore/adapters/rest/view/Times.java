package io.privicore.adapters.rest.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time as the contract writes them: ISO 8601 to the second, with an offset. */
public final class Times {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter PRECISE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** To the millisecond, for times that a signature covers. */
    public static String precise(Instant time) {
        return PRECISE.format(time);
    }

    public static String text(Instant time) {
        return FORM.format(time);
    }
}
