package io.privicore.adapters.rest.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time as the contract writes them: ISO 8601 to the second, with an offset. */
public final class Times {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {}

    public static String text(Instant time) {
        return FORM.format(time);
    }
}
