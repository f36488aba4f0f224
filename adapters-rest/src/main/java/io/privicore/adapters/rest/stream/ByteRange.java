package io.privicore.adapters.rest.stream;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One range of bytes as RFC 9110 writes it: {@code a-b}, {@code a-} or {@code -n}.
 *
 * @param first empty where the last so many bytes are meant
 * @param last empty where all that follow are meant
 */
record ByteRange(OptionalLong first, OptionalLong last) {

    private static final Pattern FORM = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /** Nothing where there is none, where there are several, and where it is malformed: then the whole is meant. */
    static Optional<ByteRange> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(header.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        var range = new ByteRange(number(form.group(1)), number(form.group(2)));
        return range.isMeaningful() ? Optional.of(range) : Optional.empty();
    }

    /** The bytes that are meant of so many; nothing where there are none. */
    Optional<Extent> of(long size) {
        long from = first.orElseGet(() -> Math.max(0, size - last.orElse(0)));
        long end = first.isEmpty() ? size : Math.min(size, last.orElse(Long.MAX_VALUE - 1) + 1);
        return from < end ? Optional.of(new Extent(from, end - from)) : Optional.empty();
    }

    private boolean isMeaningful() {
        if (first.isEmpty()) {
            return last.isPresent();
        }
        return last.isEmpty() || last.getAsLong() >= first.getAsLong();
    }

    private static OptionalLong number(String digits) {
        return digits.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }

    /** So many bytes from that one on. */
    record Extent(long from, long length) {}
}
