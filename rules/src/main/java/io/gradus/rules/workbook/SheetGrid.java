package io.gradus.rules.workbook;

import io.gradus.rules.Place;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;

/** The cells of one sheet, read once from POI. Rows are numbered from 1, as Excel shows them, columns from 0. */
final class SheetGrid {

    private static final int LONGEST_FORMAT = 255;
    /** Shown by a formula that has no value. */
    private static final String NO_VALUE = "#N/A";

    private final String name;
    private final NavigableMap<Integer, Map<Integer, RawCell>> cells = new TreeMap<>();
    private final MergedRegions merged;
    private final ReadingBudget budget;
    private final Formulas formulas;
    private final Findings findings;
    private final boolean hidden;
    private final BitSet hiddenRows = new BitSet();
    private final BitSet hiddenColumns = new BitSet();
    private final int lastRow;
    private final int lastColumn;

    SheetGrid(Sheet sheet, ReadingBudget budget, Formulas formulas, Findings findings) {
        this.budget = budget;
        this.formulas = formulas;
        this.findings = findings;
        name = sheet.getSheetName();
        hidden = isHidden(sheet);
        DataFormatter formatter = new DataFormatter(Locale.ENGLISH);
        formatter.setUseCachedValuesForFormulaCells(true);
        for (Row row : sheet) {
            Map<Integer, RawCell> read = new HashMap<>();
            for (Cell cell : row) {
                budget.spendTime();
                RawCell raw = raw(cell, formatter);
                if (!raw.text().isEmpty() || raw.value() != null || raw.error() != null) {
                    budget.spendCell(raw.place(), raw.text().length());
                    read.put(cell.getColumnIndex(), raw);
                }
            }
            if (!read.isEmpty()) {
                cells.put(row.getRowNum() + 1, read);
            }
            hiddenRows.set(row.getRowNum() + 1, HiddenCells.isHidden(row));
        }
        List<CellRangeAddress> regions = sheet.getMergedRegions();
        merged = new MergedRegions(regions);
        lastColumn = cells.values().stream()
                .flatMap(row -> row.keySet().stream())
                .max(Integer::compare)
                .orElse(0);
        for (int column = 0; column <= lastColumn; column++) {
            budget.spendTime();
            hiddenColumns.set(column, HiddenCells.isColumnHidden(sheet, column));
        }
        lastRow = Math.max(cells.isEmpty() ? 0 : cells.lastKey(), lastRowOf(regions));
    }

    private static boolean isHidden(Sheet sheet) {
        Workbook workbook = sheet.getWorkbook();
        int index = workbook.getSheetIndex(sheet);
        return workbook.isSheetHidden(index) || workbook.isSheetVeryHidden(index);
    }

    /** The last row that a merged region spreads something to. */
    private int lastRowOf(List<CellRangeAddress> regions) {
        int last = 0;
        for (CellRangeAddress region : regions) {
            RawCell first = look(region.getFirstRow() + 1, region.getFirstColumn());
            if (!first.isBlank() && region.getLastRow() >= last) {
                last = region.getLastRow() + 1;
                budget.refuseFar(first.place(), last);
            }
        }
        return last;
    }

    private RawCell raw(Cell cell, DataFormatter formatter) {
        Place.Cell place = new Place.Cell(name, cell.getRowIndex() + 1, cell.getColumnIndex());
        if (formulas.isOpen(place)) {
            return new RawCell(place, NO_VALUE, null, NO_VALUE);
        }
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        return switch (type) {
            case NUMERIC -> new RawCell(place, shown(cell, formatter), numeric(cell), null);
            case BOOLEAN ->
                new RawCell(place, String.valueOf(cell.getBooleanCellValue()), cell.getBooleanCellValue(), null);
            case STRING -> new RawCell(place, cell.getStringCellValue(), null, null);
            case ERROR -> {
                String error = FormulaError.forInt(cell.getErrorCellValue()).getString();
                yield new RawCell(place, error, null, error);
            }
            case BLANK, FORMULA, _NONE -> RawCell.blank(place);
        };
    }

    /** As the cell's number format shows it; Excel knows none longer than this. */
    private static String shown(Cell cell, DataFormatter formatter) {
        return cell.getCellStyle().getDataFormatString().length() > LONGEST_FORMAT
                ? String.valueOf(cell.getNumericCellValue())
                : formatter.formatCellValue(cell).strip();
    }

    private static Object numeric(Cell cell) {
        if (!DateUtil.isCellDateFormatted(cell)) {
            return BigDecimal.valueOf(cell.getNumericCellValue());
        }
        LocalDateTime time = cell.getLocalDateTimeCellValue();
        return time.toLocalTime().equals(LocalTime.MIDNIGHT) ? time.toLocalDate() : time;
    }

    String name() {
        return name;
    }

    int lastRow() {
        return lastRow;
    }

    boolean isHidden() {
        return hidden;
    }

    boolean isRowHidden(int row) {
        return hiddenRows.get(row);
    }

    boolean isColumnHidden(int column) {
        return hiddenColumns.get(column);
    }

    /** The cell, for what it says; a formula in it whose value cannot be trusted is a finding from now on. */
    RawCell cell(int row, int column) {
        RawCell cell = look(row, column);
        formulas.fault(cell.place()).ifPresent(fault -> findings.addCause(fault, cell.place()));
        return cell;
    }

    /** The cell, for finding out where something stands. */
    RawCell look(int row, int column) {
        budget.spendTime();
        RawCell cell = cells.getOrDefault(row, Map.of()).get(column);
        return cell == null ? RawCell.blank(new Place.Cell(name, row, column)) : cell;
    }

    /** The cell as a decision table means it: a merged region has its first cell's content everywhere. */
    RawCell spread(int row, int column) {
        return merged.at(row - 1, column)
                .map(region -> cell(region.getFirstRow() + 1, region.getFirstColumn()))
                .map(first -> moved(first, new Place.Cell(name, row, column)))
                .orElseGet(() -> cell(row, column));
    }

    private RawCell moved(RawCell first, Place.Cell place) {
        formulas.fault(first.place()).ifPresent(fault -> findings.addCause(fault, place));
        return new RawCell(place, first.text(), first.value(), first.error());
    }

    /** Tells of formulas that nobody could calculate and that may begin a table; whether there are any. */
    boolean reportHiddenTitles() {
        List<Formulas.Fault> titles = formulas.hiddenTitles(name);
        titles.forEach(fault -> findings.addCause(fault, fault.place()));
        return !titles.isEmpty();
    }

    /** Whether a cell lies in a region that is merged over both columns. */
    boolean isMergedOver(int row, int column, int other) {
        return merged.at(row - 1, column)
                .filter(region -> region.getFirstColumn() <= other && region.getLastColumn() >= other)
                .isPresent();
    }

    /** The last column that has a cell, in any row. */
    int lastColumn() {
        return lastColumn;
    }

    String text(int row, int column) {
        return cell(row, column).normalised();
    }

    /** The cells of a row that are not blank, from left to right. */
    List<RawCell> row(int row) {
        return cells.getOrDefault(row, Map.of()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .filter(cell -> !cell.isBlank())
                .toList();
    }

    /** The cells of the sheet that pass, row by row. */
    Stream<RawCell> find(Predicate<RawCell> wanted) {
        return cells.keySet().stream().flatMap(row -> row(row).stream()).filter(wanted);
    }
}
