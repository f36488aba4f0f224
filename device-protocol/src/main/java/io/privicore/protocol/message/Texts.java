package io.privicore.protocol.message;

import java.nio.charset.StandardCharsets;

/**
 * Texts that come back from the wire, and from a database, as they were: so many characters at most, none that UTF-8 cannot
 * hold, and no NUL.
 */
final class Texts {

    private Texts() {}

    static void check(String what, String text, int least, int most) {
        int characters = text.codePointCount(0, text.length());
        if (characters < least || characters > most) {
            throw new IllegalArgumentException(
                    "Expected %s of %d to %d characters, but got %d".formatted(what, least, most, characters));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("Expected %s in Unicode, but got half a character".formatted(what));
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("Expected %s without NUL, but got one".formatted(what));
        }
    }
}
