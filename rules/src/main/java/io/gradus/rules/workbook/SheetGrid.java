package io.gradus.rules.workbook;

import io.gradus.rules.Place;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;

/** The cells of one sheet, read once from POI. Rows are numbered from 1, as Excel shows them, columns from 0. */
final class SheetGrid {

    private final String name;
    private final Map<Integer, Map<Integer, RawCell>> cells = new HashMap<>();
    private final List<CellRangeAddress> merged;
    private final int lastRow;

    SheetGrid(Sheet sheet) {
        name = sheet.getSheetName();
        lastRow = sheet.getLastRowNum() + 1;
        merged = List.copyOf(sheet.getMergedRegions());
        DataFormatter formatter = new DataFormatter(Locale.ENGLISH);
        formatter.setUseCachedValuesForFormulaCells(true);
        for (Row row : sheet) {
            Map<Integer, RawCell> read = new HashMap<>();
            for (Cell cell : row) {
                RawCell raw = raw(cell, formatter);
                if (!raw.text().isEmpty() || raw.value() != null || raw.error() != null) {
                    read.put(cell.getColumnIndex(), raw);
                }
            }
            cells.put(row.getRowNum() + 1, read);
        }
    }

    private RawCell raw(Cell cell, DataFormatter formatter) {
        Place.Cell place = new Place.Cell(name, cell.getRowIndex() + 1, cell.getColumnIndex());
        CellType type = cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
        return switch (type) {
            case NUMERIC -> new RawCell(place, formatter.formatCellValue(cell).strip(), numeric(cell), null);
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

    private static Object numeric(Cell cell) {
        return DateUtil.isCellDateFormatted(cell)
                ? cell.getLocalDateTimeCellValue().toLocalDate()
                : BigDecimal.valueOf(cell.getNumericCellValue());
    }

    String name() {
        return name;
    }

    int lastRow() {
        return lastRow;
    }

    RawCell cell(int row, int column) {
        RawCell cell = cells.getOrDefault(row, Map.of()).get(column);
        return cell == null ? RawCell.blank(new Place.Cell(name, row, column)) : cell;
    }

    /** The cell as a decision table means it: a merged region has its first cell's content everywhere. */
    RawCell spread(int row, int column) {
        for (CellRangeAddress region : merged) {
            if (region.isInRange(row - 1, column)) {
                RawCell first = cell(region.getFirstRow() + 1, region.getFirstColumn());
                return new RawCell(new Place.Cell(name, row, column), first.text(), first.value(), first.error());
            }
        }
        return cell(row, column);
    }

    /** The last column that has a cell, in any row. */
    int lastColumn() {
        return cells.values().stream()
                .flatMap(row -> row.keySet().stream())
                .max(Integer::compare)
                .orElse(0);
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
        return IntStream.rangeClosed(1, lastRow)
                .boxed()
                .flatMap(row -> row(row).stream())
                .filter(wanted);
    }
}
