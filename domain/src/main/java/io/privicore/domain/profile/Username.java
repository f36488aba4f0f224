package io.privicore.domain.profile;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The name a profile signs in with: {@value #MIN}–{@value #MAX} characters, trimmed, in Unicode NFC, unique without
 * regard to case.
 */
public record Username(String value) {

    public static final int MIN = 3;
    public static final int MAX = 254;

    public Username {
        value = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
        int length = value.codePointCount(0, value.length());
        if (length < MIN || length > MAX) {
            throw new IllegalArgumentException(
                    "Expected a username of %d to %d characters, but got %d".formatted(MIN, MAX, length));
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Expected a username without control characters");
        }
    }

    /** What two names that count as the same have in common. */
    public String key() {
        return Normalizer.normalize(value.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }
}
