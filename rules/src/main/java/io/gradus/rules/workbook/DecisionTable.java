package io.gradus.rules.workbook;

import io.gradus.rules.Field;
import io.gradus.rules.Place;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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
     * @param action the action's name, or that of the field it adds to; absent for the column of outcomes
     * @param scored the field to which its numbers are added; absent for outcomes and other actions
     */
    public record ActionColumn(
            Place.Cell place,
            @Nullable String action,
            @Nullable Field scored,
            String label) {

        /** A column of outcomes or of another action. */
        public ActionColumn(Place.Cell place, @Nullable String action, String label) {
            this(place, action, null, label);
        }
    }

    /** The fields to which rows add, from left to right. */
    public List<Field> scored() {
        return actions.stream()
                .map(ActionColumn::scored)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The row's cells that ask something of a field, from left to right. */
    public List<Cell> cellsOn(Row row, Field field) {
        return IntStream.range(0, row.cells().size())
                .filter(column -> conditions.get(column).field().equals(field))
                .mapToObj(column -> row.cells().get(column))
                .filter(cell -> cell.condition() != Condition.ANY)
                .toList();
    }

    /** The place of the first column that limits a field, which the caller knows to exist. */
    public int columnOf(Field field) {
        return IntStream.range(0, conditions.size())
                .filter(column -> conditions.get(column).field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    /** A condition as written and as meant. */
    public record Cell(Place.Cell place, String text, Condition condition) {}

    /**
     * Where a row says what it gives, and why.
     *
     * @param outcome the cell of the outcome; absent where no column gives one
     * @param actions the cells of actions, by the action's name, also of those that are blank
     * @param note the first cell of the note; absent where there is none
     */
    public record Where(Place.@Nullable Cell outcome, Map<String, Place.Cell> actions, Place.@Nullable Cell note) {

        /** Of a row that was not read from a file. */
        public static final Where UNKNOWN = new Where(null, Map.of(), null);

        public Where {
            actions = Map.copyOf(actions);
        }
    }

    /**
     * One rule.
     *
     * @param sheet the sheet it stands on
     * @param number the row number Excel shows
     * @param cells one for each condition column
     * @param outcome the outcome's code
     * @param actions what else follows, by the action's name
     * @param scores what it adds, by the field's name
     * @param note what stands left of the table
     * @param where the cells of what is neither a condition nor a number that adds up
     */
    public record Row(
            String sheet,
            int number,
            List<Cell> cells,
            String outcome,
            Map<String, String> actions,
            Map<String, BigDecimal> scores,
            String note,
            Where where) {
        public Row {
            cells = List.copyOf(cells);
            actions = Map.copyOf(actions);
            scores = Map.copyOf(scores);
        }

        /** A row that adds nothing. */
        public Row(
                String sheet, int number, List<Cell> cells, String outcome, Map<String, String> actions, String note) {
            this(sheet, number, cells, outcome, actions, Map.of(), note, Where.UNKNOWN);
        }

        /** Whether the other row gives its customers the same outcome and actions. */
        public boolean givesTheSame(Row other) {
            return outcome.equals(other.outcome) && actions.equals(other.actions);
        }

        /** Where the outcome stands, or else the row. */
        public Place.Cell outcomeCell() {
            return where.outcome() == null ? firstCell() : where.outcome();
        }

        /** Where the action of that name stands, or else the row. */
        public Place.Cell actionCell(String action) {
            return where.actions().getOrDefault(action, firstCell());
        }

        /** Where the note begins, or else the row. */
        public Place.Cell noteCell() {
            return where.note() == null ? firstCell() : where.note();
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
