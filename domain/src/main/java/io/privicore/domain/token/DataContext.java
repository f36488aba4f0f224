package io.privicore.domain.token;

/** What the caller says the data is about: 1–{@value #MAX} characters, handed back with the data. */
public record DataContext(String value) {

    public static final int MAX = 1024;

    public DataContext {
        int length = value.codePointCount(0, value.length());
        if (length < 1 || length > MAX) {
            throw new IllegalArgumentException(
                    "Expected a context of 1 to %d characters, but got %d".formatted(MAX, length));
        }
    }
}
