package io.gradus.rules.workbook;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells what people note below and beside a table or the scenarios from what decides. */
final class Notes {

    /** How a number, a date or a comparison begins. */
    private static final Pattern VALUE = Pattern.compile("[-+<>=!\\[(]?\\s*\\d.*|[<>=!].*", Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("[A-Za-z_$][\\w$-]*");

    private Notes() {}

    /**
     * Whether a row of a table is a note: a text merged over conditions and results alike, or below a blank row one that gives no
     * result and asks nothing.
     *
     * @param asking the columns by which rows ask, at least one
     * @param giving the columns by which they give, at least one
     * @param afterGap whether a blank row lies between it and the last rule
     */
    static boolean isRow(SheetGrid sheet, int row, List<Integer> asking, List<Integer> giving, boolean afterGap) {
        if (asking.isEmpty() || giving.isEmpty()) {
            return false;
        }
        boolean across = asking.stream()
                .anyMatch(column -> !sheet.spread(row, column).isBlank()
                        && giving.stream().anyMatch(other -> sheet.isMergedOver(row, column, other)));
        boolean gives = giving.stream()
                .anyMatch(column -> !sheet.spread(row, column).isBlank()
                        && asking.stream().noneMatch(other -> sheet.isMergedOver(row, column, other)));
        boolean asks = asking.stream()
                .filter(column -> giving.stream().noneMatch(other -> sheet.isMergedOver(row, column, other)))
                .map(column -> sheet.spread(row, column))
                .anyMatch(cell -> !cell.isBlank() && (across || isValue(cell)));
        return !gives && !asks && (across || afterGap);
    }

    private static boolean isValue(RawCell cell) {
        return cell.value() != null
                || cell.error() != null
                || VALUE.matcher(cell.normalised()).matches();
    }

    /** Whether a heading beyond the last column is a note: one behind a blank column, or of several words, is no misspelt name. */
    static boolean isHeading(RawCell heading, boolean afterGap) {
        boolean word = WORD.matcher(heading.normalised()).matches();
        return !word || (afterGap && !isLikeKeyword(heading.normalised()));
    }

    private static boolean isLikeKeyword(String word) {
        return word.equals(word.toUpperCase(Locale.ROOT));
    }
}
