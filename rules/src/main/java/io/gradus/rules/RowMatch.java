package io.gradus.rules;

import java.util.List;

/**
 * A row of a workbook as it reads, for explaining a decision.
 *
 * @param row the row number Excel shows
 * @param conditions the conditions that are not blank, as "label: cell text"
 * @param note what the analyst wrote beside the row, may be empty
 * @param cell the first cell of the row that says anything
 */
public record RowMatch(String sheet, int row, List<CellText> conditions, String note, Place.Cell cell) {

    /**
     * One cell of the row.
     *
     * @param field the field that the cell limits
     * @param cell where it stands, such as Rules!C7
     * @param text what the analyst wrote there
     */
    public record CellText(String field, String cell, String text) {}

    public RowMatch {
        conditions = List.copyOf(conditions);
    }

    /** Shown as {@code Sheet!row}. */
    public String place() {
        return sheet + "!" + row;
    }
}
