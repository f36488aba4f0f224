package io.privicore.adapters.rest.form;

import io.privicore.application.query.Paging;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** Ways to read a field's text. What they throw becomes the field's fault. */
public final class Values {

    private static final UUID NONE = new UUID(0, 0);
    private static final String NO_NAME = "";
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private Values() {}

    public static <T> Function<String, T> integer(IntFunction<? extends T> value) {
        return text -> value.apply((int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    public static long size(String text) {
        return whole(text, 0, Long.MAX_VALUE);
    }

    /** An id or a name; what can be neither is refused. */
    public static String nameOrId(String text) {
        return new Name(text).value();
    }

    /** An id or a name in a path. One that can be neither stands for a name that nothing has. */
    public static String nameOrIdOrNone(String text) {
        try {
            return nameOrId(text);
        } catch (IllegalArgumentException _) {
            return NO_NAME;
        }
    }

    /** A text of at least one character that is not blank, and of at most so many. */
    public static UnaryOperator<String> text(int max) {
        return text -> {
            if (text.isBlank() || text.length() > max) {
                throw new IllegalArgumentException("Expected 1 to %d characters".formatted(max));
            }
            return text;
        };
    }

    /** Exactly so many bytes, as hexadecimal digits in either case. */
    public static Function<String, Bytes> hex(int length) {
        return text -> {
            try {
                var bytes = HexFormat.of().parseHex(text.strip());
                if (bytes.length == length) {
                    return Bytes.wrap(bytes);
                }
            } catch (IllegalArgumentException _) {
                // Said below.
            }
            throw new IllegalArgumentException("Expected %d hexadecimal digits".formatted(2 * length));
        };
    }

    /** Which page of a list is wanted. */
    public static Paging paging(Form form) {
        int page = form.optional("page", integer(number -> new Paging(number, 1).page()), 1);
        int perPage =
                form.optional("perPage", integer(number -> new Paging(1, number).perPage()), Paging.FIRST.perPage());
        return new Paging(page, perPage);
    }

    /** A text of at most so many characters. */
    public static UnaryOperator<String> upTo(int max) {
        return text -> {
            if (text.length() > max) {
                throw new IllegalArgumentException("Expected at most %d characters".formatted(max));
            }
            return text;
        };
    }

    public static boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw new IllegalArgumentException("Expected true or false");
        };
    }

    public static <T> Function<String, T> id(Function<UUID, ? extends T> value) {
        return text -> value.apply(uuid(text.strip()));
    }

    /**
     * An id in a path. One that cannot be an id stands for an id that nothing has, so that both are answered alike, and
     * not before the caller was authorised.
     */
    public static UUID idOrNone(String text) {
        try {
            return uuid(text);
        } catch (IllegalArgumentException _) {
            return NONE;
        }
    }

    /** A time with its offset, or a date, which stands for the moment it begins in UTC. */
    public static Instant moment(String text) {
        // A plus that was not written as %2B comes out of a query as a blank.
        var iso = text.strip().replace(' ', '+');
        try {
            var moment = iso.indexOf('T') < 0
                    ? LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(iso).toInstant();
            if (!moment.isBefore(EARLIEST) && moment.isBefore(LATEST)) {
                return moment;
            }
        } catch (DateTimeParseException _) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "Expected a date such as 2026-02-21 or a time with its offset such as 2026-02-21T15:33:44Z, "
                        + "in the years 1970 to 9999");
    }

    /** Base64, in either alphabet, of at most so many bytes. */
    public static Function<String, Bytes> base64(int limit) {
        return text -> {
            var compact = text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                    ? text
                    : text.replace("\r", "").replace("\n", "");
            if (compact.length() > (limit + 2L) / 3 * 4) {
                throw tooLarge(limit);
            }
            var decoder =
                    compact.indexOf('-') < 0 && compact.indexOf('_') < 0 ? Base64.getDecoder() : Base64.getUrlDecoder();
            byte[] data;
            try {
                data = decoder.decode(compact);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Expected base64 (in a form, + must be written as %2B), but it is not", e);
            }
            if (data.length > limit) {
                throw tooLarge(limit);
            }
            return Bytes.wrap(data);
        };
    }

    private static Refusal tooLarge(int limit) {
        return new Refusal(
                Reason.PAYLOAD_TOO_LARGE,
                "Expected at most %d bytes of data inline, but got more. Larger data goes through a stream: see retrieve-temporary-data-token."
                        .formatted(limit));
    }

    private static UUID uuid(String text) {
        // UUID.fromString also takes abbreviations, which would make two texts of one id.
        if (text.length() != 36) {
            throw new IllegalArgumentException("Expected an id of 36 characters");
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Expected an id, but it is not one", e);
        }
    }

    private static long whole(String text, long min, long max) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new IllegalArgumentException("Expected a whole number");
    }
}
