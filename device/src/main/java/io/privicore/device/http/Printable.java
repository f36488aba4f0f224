package io.privicore.device.http;

/**
 * Texts of others, fit for a terminal. What would move the cursor, change colours or turn the direction of writing could
 * show a person another question than the one that is voted on.
 */
public final class Printable {

    private static final int SHOWN_INSTEAD = '\ufffd';

    private Printable() {}

    /** The text on one line. */
    public static String line(String text) {
        return text.codePoints()
                .map(point -> point == '\n' || point == '\t' ? ' ' : point)
                .map(Printable::shown)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int shown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> SHOWN_INSTEAD;
            default -> point;
        };
    }
}
