package io.gradus.rules.workbook;

import io.gradus.rules.FindingCode;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTCol;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTSheetFormatPr;

/** Finds what decides in a table though nobody sees it; a filter hides rows too. */
final class HiddenCells {

    private final SheetGrid sheet;
    private final Findings findings;

    HiddenCells(SheetGrid sheet, Findings findings) {
        this.sheet = sheet;
        this.findings = findings;
    }

    /** A row is hidden by its mark or a height of nothing; a program that writes no heights hides nothing. */
    static boolean isHidden(Row row) {
        if (row instanceof XSSFRow written && !written.getCTRow().isSetHt()) {
            CTSheetFormatPr usual = written.getSheet().getCTWorksheet().getSheetFormatPr();
            boolean flat = usual != null && usual.getCustomHeight() && usual.getDefaultRowHeight() == 0;
            return row.getZeroHeight() || flat;
        }
        return row.getZeroHeight() || row.getHeight() == 0;
    }

    /** The same of a column, counted from 0. */
    static boolean isColumnHidden(Sheet sheet, int column) {
        if (sheet instanceof XSSFSheet written) {
            CTCol own = written.getColumnHelper().getColumn(column, false);
            CTSheetFormatPr usual = written.getCTWorksheet().getSheetFormatPr();
            if (own != null && own.isSetWidth()) {
                return own.getWidth() == 0 || own.getHidden();
            }
            boolean narrow = usual != null && usual.isSetDefaultColWidth() && usual.getDefaultColWidth() == 0;
            return narrow || sheet.isColumnHidden(column);
        }
        return sheet.isColumnHidden(column) || sheet.getColumnWidth(column) == 0;
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
