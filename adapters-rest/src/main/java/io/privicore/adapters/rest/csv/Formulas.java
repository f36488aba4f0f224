package io.privicore.adapters.rest.csv;

/**
 * Keeps spreadsheets from taking a cell for a formula: what begins like one gets an apostrophe in front, which is taken off
 * again when it comes back. A cell that has apostrophes there already gets one more, so that every text comes back as it was.
 */
final class Formulas {

    /** As OWASP has them: also in full width, and what is passed over at the beginning. */
    private static final String BEGINNINGS = "=+-@\t\r\n＝＋－＠";

    private Formulas() {}

    static String disarmed(String cell) {
        return isArmed(cell, 0) ? "'" + cell : cell;
    }

    static String restored(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == '\'' && isArmed(cell, 1) ? cell.substring(1) : cell;
    }

    private static boolean isArmed(String cell, int from) {
        int at = from;
        while (at < cell.length() && cell.charAt(at) == '\'') {
            at++;
        }
        return at < cell.length() && BEGINNINGS.indexOf(cell.charAt(at)) >= 0;
    }
}
