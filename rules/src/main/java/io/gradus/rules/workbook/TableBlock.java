package io.gradus.rules.workbook;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where one decision table lies on its sheet.
 *
 * @param start the RuleTable cell; the table holds nothing left of it
 * @param lastColumn the last column that may belong to it
 * @param lastRow the last row that may belong to it
 */
record TableBlock(SheetGrid sheet, RawCell start, int lastColumn, int lastRow) {

    private static final Pattern RULE_TABLE =
            Pattern.compile("ruletable(?:\\s.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Whether a cell with that text begins a table. */
    static boolean isStart(String text) {
        return RULE_TABLE.matcher(RawCell.normalised(text)).matches();
    }

    /**
     * The tables of a sheet, from top to bottom, then from left to right. A table ends where the next one begins below it, and
     * then at the first blank row already, as for Drools: what follows that row belongs to the next table.
     *
     * @param endsAtGap whether the last table ends at the first blank row too
     */
    static List<TableBlock> of(SheetGrid sheet, boolean endsAtGap) {
        List<RawCell> starts = sheet.find(
                        cell -> RULE_TABLE.matcher(cell.normalised()).matches())
                .toList();
        return starts.stream()
                .map(start -> block(sheet, start, starts, endsAtGap))
                .toList();
    }

    private static TableBlock block(SheetGrid sheet, RawCell start, List<RawCell> starts, boolean endsAtGap) {
        int row = start.place().row();
        int column = start.place().column();
        int lastColumn = starts.stream()
                        .map(RawCell::place)
                        .filter(place -> place.row() == row && place.column() > column)
                        .mapToInt(place -> place.column())
                        .min()
                        .orElse(sheet.lastColumn() + 1)
                - 1;
        OptionalInt below = starts.stream()
                .mapToInt(other -> other.place().row())
                .filter(other -> other > row)
                .min();
        int lastRow = below.orElse(sheet.lastRow() + 1) - 1;
        TableBlock whole = new TableBlock(sheet, start, lastColumn, lastRow);
        return endsAtGap || below.isPresent()
                ? new TableBlock(sheet, start, lastColumn, whole.lastRowBeforeGap())
                : whole;
    }

    /**
     * Whether another table, which begins further down and not straight below, begins beside rows of this one. It ends where
     * the other begins, as for Drools, so the rest of them would be lost.
     */
    boolean isCutBy(TableBlock other) {
        int row = other.start.place().row();
        return row == lastRow + 1
                && other.firstColumn() != firstColumn()
                && sheet.row(kindRow()).stream()
                        .mapToInt(kind -> kind.place().column())
                        .filter(column -> column >= firstColumn() && column != other.firstColumn())
                        .anyMatch(column -> !sheet.spread(row, column).isBlank());
    }

    private int lastRowBeforeGap() {
        int first = IntStream.rangeClosed(labelRow() + 1, lastRow)
                .filter(this::hasCells)
                .findFirst()
                .orElse(lastRow);
        return IntStream.rangeClosed(first, lastRow)
                        .filter(row -> !hasCells(row))
                        .findFirst()
                        .orElse(lastRow + 1)
                - 1;
    }

    private boolean hasCells(int row) {
        return sheet.row(row).stream()
                .mapToInt(cell -> cell.place().column())
                .anyMatch(column -> column >= start.place().column() && column <= lastColumn);
    }

    /** What the RuleTable cell calls the table. */
    String name() {
        return start.normalised().substring("RuleTable".length()).strip();
    }

    int firstColumn() {
        return start.place().column();
    }

    int kindRow() {
        return start.place().row() + 1;
    }

    int patternRow() {
        return start.place().row() + 2;
    }

    int snippetRow() {
        return start.place().row() + 3;
    }

    int labelRow() {
        return start.place().row() + 4;
    }

    /** Whether the row lies in it, in any column. */
    boolean covers(int row) {
        return row >= start.place().row() && row <= Math.max(lastRow, labelRow());
    }
}
