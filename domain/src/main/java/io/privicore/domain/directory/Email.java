package io.privicore.domain.directory;

/** Where mail reaches somebody: at most {@value #MAX} characters with one "@" inside (RFC 5321). Nothing is sent to it. */
public record Email(String value) {

    public static final int MAX = 254;

    public Email {
        value = value.strip();
        int at = value.indexOf('@');
        if (value.length() > MAX
                || at < 1
                || at != value.lastIndexOf('@')
                || at == value.length() - 1
                || value.chars().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
            throw new IllegalArgumentException("Expected a mail address of at most %d characters".formatted(MAX));
        }
    }
}
