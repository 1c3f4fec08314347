package io.gradus.rules.workbook;

import io.gradus.rules.FindingCode;
import java.util.List;
import org.apache.poi.ss.util.CellReference;

/** Finds what decides in a table though nobody sees it; a filter hides rows too. */
final class HiddenCells {

    private final SheetGrid sheet;
    private final Findings findings;

    HiddenCells(SheetGrid sheet, Findings findings) {
        this.sheet = sheet;
        this.findings = findings;
    }

    /**
     * Warns of rules and columns that are hidden.
     *
     * @param rules the numbers of the rows that are rules, from top to bottom
     * @param columns the columns by which they decide
     */
    void report(List<Integer> rules, List<Integer> columns) {
        List<Integer> fromLeft = columns.stream().sorted().toList();
        List<Integer> hidden = rules.stream().filter(sheet::isRowHidden).toList();
        int start = 0;
        for (int end = 1; end <= hidden.size(); end++) {
            if (end == hidden.size() || hidden.get(end) > hidden.get(end - 1) + 1) {
                reportRows(hidden.get(start), hidden.get(end - 1), fromLeft);
                start = end;
            }
        }
        fromLeft.stream().filter(sheet::isColumnHidden).forEach(column -> reportColumn(rules, column));
    }

    private void reportRows(int first, int last, List<Integer> columns) {
        String rows = first == last ? String.valueOf(first) : first + "-" + last;
        columns.stream()
                .map(column -> sheet.spread(first, column))
                .filter(cell -> !cell.isBlank())
                .findFirst()
                .ifPresent(cell -> findings.add(cell.place(), FindingCode.ROW_HIDDEN, rows));
    }

    private void reportColumn(List<Integer> rules, int column) {
        rules.stream()
                .map(row -> sheet.spread(row, column))
                .filter(cell -> !cell.isBlank())
                .findFirst()
                .ifPresent(cell -> findings.add(
                        cell.place(), FindingCode.COLUMN_HIDDEN, CellReference.convertNumToColString(column)));
    }
}
