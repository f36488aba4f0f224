package io.privicore.application.command;

/** A data token as a caller shows it, temporary or permanent. It never prints itself. */
public record TokenText(String value) {

    public static final int MAX = 200;

    public TokenText {
        value = value.strip();
        if (value.isEmpty() || value.length() > MAX) {
            throw new IllegalArgumentException("Expected a token of 1 to %d characters".formatted(MAX));
        }
    }

    @Override
    public String toString() {
        return "TokenText[…]";
    }
}
