package io.privicore.domain.profile;

import java.util.Locale;

/** A password as somebody typed it, {@value #MIN}–{@value #MAX} characters. It never prints itself. */
public record Password(String value) {

    public static final int MIN = 12;
    public static final int MAX = 128;

    public Password {
        int length = value.codePointCount(0, value.length());
        if (length < MIN || length > MAX) {
            throw new IllegalArgumentException(
                    "Expected a password of %d to %d characters, but got %d".formatted(MIN, MAX, length));
        }
    }

    public boolean contains(Username username) {
        return value.toLowerCase(Locale.ROOT).contains(username.key());
    }

    @Override
    public String toString() {
        return "Password[…]";
    }
}
