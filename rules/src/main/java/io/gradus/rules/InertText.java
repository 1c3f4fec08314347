package io.gradus.rules;

import java.util.regex.Pattern;

/**
 * Texts of people for files that spreadsheet programs open. What starts like a formula would be calculated there; this keeps it
 * a text.
 */
public final class InertText {

    /** Half-width and full-width, since spreadsheet programs in East Asian languages take either. */
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r\\n＝＋－＠]");

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private InertText() {}

    /** Whether a spreadsheet program would take the text for a formula; a number with a sign is none. */
    public static boolean startsLikeFormula(String text) {
        return FORMULA.matcher(text).find() && !NUMBER.matcher(text).matches();
    }

    /** The text as a CSV file may carry it: with an apostrophe before what starts like a formula. */
    public static String inCsv(String text) {
        return startsLikeFormula(text) ? "'" + text : text;
    }
}
