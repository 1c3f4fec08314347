package io.gradus.rules.workbook;

import io.gradus.rules.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables of a workbook as they lie there, for Drools' own compiler: where they say more than the typed table can.
 *
 * @param beyond the cells that say more, at least one
 * @param severalAct whether several rows act on one customer, as their activation groups or missing outcomes say
 */
public record NativeTables(List<Place.Cell> beyond, boolean severalAct, List<Sheet> sheets) {

    public NativeTables {
        beyond = List.copyOf(beyond);
        sheets = List.copyOf(sheets);
    }

    /** The cells of a sheet that are not blank, from top to bottom and from left to right. */
    public record Sheet(String name, List<Cell> cells) {
        public Sheet {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A cell with its text.
     *
     * @param row from 1
     * @param column from 0
     * @param mergedFrom the column where the region begins that the cell lies merged in, or -1
     */
    public record Cell(int row, int column, String text, int mergedFrom) {}

    /**
     * The cells of a sheet that Drools is to see: what stands above its tables, and of the tables the rows that hold a rule, in
     * the columns that have a kind. All else there is a note.
     *
     * @param parts the tables of the sheet
     */
    static Sheet sheet(SheetGrid grid, List<TablePart> parts) {
        List<TableBlock> blocks = parts.stream().map(TablePart::block).toList();
        int top = blocks.stream()
                .mapToInt(block -> block.start().place().row())
                .min()
                .orElseThrow();
        Sheet all = sheetOf(grid, blocks);
        return new Sheet(
                all.name(),
                all.cells().stream()
                        .filter(cell -> cell.row() < top || parts.stream().anyMatch(part -> holds(part, cell)))
                        .toList());
    }

    private static boolean holds(TablePart part, Cell cell) {
        TableBlock block = part.block();
        if (cell.row() == block.start().place().row()) {
            return cell.column() == block.firstColumn();
        }
        boolean isHead = block.covers(cell.row()) && cell.row() <= block.labelRow();
        boolean isRule = part.rules().stream().anyMatch(rule -> rule.row().number() == cell.row());
        return (isHead || isRule)
                && cell.column() >= block.firstColumn()
                && cell.column() <= block.lastColumn()
                && ColumnKind.of(block.sheet()
                                .spread(block.kindRow(), cell.column())
                                .normalised())
                        .isPresent();
    }

    private static Sheet sheetOf(SheetGrid grid, List<TableBlock> blocks) {
        Set<Integer> columns = new TreeSet<>();
        for (TableBlock block : blocks) {
            grid.row(block.kindRow()).forEach(kind -> columns.add(kind.place().column()));
        }
        List<Cell> cells = new ArrayList<>();
        for (int row = 1; row <= grid.lastRow(); row++) {
            addRow(grid, row, columns, blocks, cells);
        }
        return new Sheet(grid.name(), cells);
    }

    private static void addRow(
            SheetGrid grid, int row, Set<Integer> columns, List<TableBlock> blocks, List<Cell> cells) {
        Set<Integer> written = new TreeSet<>(columns);
        grid.row(row).forEach(cell -> written.add(cell.place().column()));
        for (int column : written) {
            RawCell raw = grid.spread(row, column);
            if (!raw.isBlank()) {
                String text = enables(grid, raw, blocks)
                        ? String.valueOf(SheetKeywords.isEnabled(raw, new Findings()))
                        : ConditionReader.droolsText(raw);
                cells.add(new Cell(row, column, text, mergedFrom(grid, row, column)));
            }
        }
    }

    /** Whether the cell switches a row on or off, or above the tables all of them; Drools knows fewer words for it. */
    private static boolean enables(SheetGrid grid, RawCell cell, List<TableBlock> blocks) {
        int row = cell.place().row();
        int column = cell.place().column();
        if (blocks.stream().noneMatch(block -> block.covers(row))) {
            List<RawCell> line = grid.row(row);
            return line.size() > 1 && line.get(1).place().column() == column && isEnabled(line.get(0));
        }
        return blocks.stream()
                .filter(block -> block.covers(row) && row > block.labelRow())
                .filter(block -> column >= block.firstColumn() && column <= block.lastColumn())
                .anyMatch(block -> isEnabled(grid.spread(block.kindRow(), column)));
    }

    private static boolean isEnabled(RawCell kind) {
        return ColumnKind.of(kind.normalised())
                .filter(one -> one == ColumnKind.ENABLED)
                .isPresent();
    }

    /** A cell is blank itself where it shows what its region's first cell holds. */
    private static int mergedFrom(SheetGrid grid, int row, int column) {
        if (!isMerged(grid, row, column)) {
            return isMerged(grid, row, column + 1) ? column : -1;
        }
        int first = column;
        while (first > 0 && isMerged(grid, row, first)) {
            first--;
        }
        return first;
    }

    private static boolean isMerged(SheetGrid grid, int row, int column) {
        return grid.cell(row, column).isBlank() && !grid.spread(row, column).isBlank();
    }
}
