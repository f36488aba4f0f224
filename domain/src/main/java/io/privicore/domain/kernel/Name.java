package io.privicore.domain.kernel;

/** A name that a person gave something: 1–{@value #MAX} characters, trimmed. */
public record Name(String value) {

    public static final int MAX = 200;

    public Name {
        value = value.strip();
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX) {
            throw new IllegalArgumentException(
                    "Expected a name of 1 to %d characters, but got %d".formatted(MAX, length));
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Expected a name without control characters");
        }
    }
}
