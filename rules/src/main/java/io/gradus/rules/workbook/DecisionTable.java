package io.gradus.rules.workbook;

import io.gradus.rules.Field;
import io.gradus.rules.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision table, typed: the one model from which rules, findings and explanations are made. Several tables of a workbook
 * are one here: their rows one below another, their columns side by side.
 *
 * @param conditions the condition columns, from left to right
 * @param actions the action columns, from left to right
 * @param rows from top to bottom; the first that matches decides
 */
public record DecisionTable(String name, List<ConditionColumn> conditions, List<ActionColumn> actions, List<Row> rows) {

    public DecisionTable {
        conditions = List.copyOf(conditions);
        actions = List.copyOf(actions);
        rows = List.copyOf(rows);
    }

    /**
     * A column that limits a field.
     *
     * @param operator what stands between field and cell in the technical row, empty when cells say it themselves
     */
    public record ConditionColumn(Place.Cell place, Field field, String operator, String label) {}

    /**
     * A column that says what follows.
     *
     * @param action the action's name; absent for the column of outcomes
     */
    public record ActionColumn(Place.Cell place, @Nullable String action, String label) {}

    /** A condition as written and as meant. */
    public record Cell(Place.Cell place, String text, Condition condition) {}

    /**
     * One rule.
     *
     * @param sheet the sheet it stands on
     * @param number the row number Excel shows
     * @param cells one for each condition column
     * @param outcome the outcome's code
     * @param actions what else follows, by the action's name
     * @param note what stands left of the table
     */
    public record Row(
            String sheet, int number, List<Cell> cells, String outcome, Map<String, String> actions, String note) {
        public Row {
            cells = List.copyOf(cells);
            actions = Map.copyOf(actions);
        }

        /** Where the first cell that says anything stands, or else the first of all. */
        public Place.Cell firstCell() {
            return cells.stream()
                    .filter(cell -> cell.condition() != Condition.ANY)
                    .findFirst()
                    .orElse(cells.get(0))
                    .place();
        }

        /** Shown as {@code Sheet!11}. */
        public String place() {
            return sheet + "!" + number;
        }
    }
}
