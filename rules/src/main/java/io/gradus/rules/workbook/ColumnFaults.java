package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Tells columns that are wrong by their heading, since none of their cells can be read, from columns with wrong cells. */
final class ColumnFaults {

    /** In fewer cells it may be chance. */
    private static final int FEWEST = 3;

    private static final int FEWEST_EXCHANGED = 2;

    /** Errors of cells that are meant for something else; others are slips of writing. */
    private static final Set<FindingCode> MEANT_OTHERWISE = EnumSet.of(
            FindingCode.NOT_A_NUMBER,
            FindingCode.NOT_A_WHOLE_NUMBER,
            FindingCode.NOT_A_DATE,
            FindingCode.NOT_A_TRUTH,
            FindingCode.CHOICE_UNKNOWN,
            FindingCode.PERCENT_MISPLACED,
            FindingCode.UNIT_MISPLACED,
            FindingCode.FIELD_NOT_ORDERED,
            FindingCode.OUTCOME_UNKNOWN,
            FindingCode.OUTCOME_CODE_REFUSED,
            FindingCode.ACTION_VALUE_REFUSED);

    private final SheetGrid sheet;
    private final Findings findings;

    /**
     * A column that was read.
     *
     * @param name the field, outcome or action that its heading names
     * @param reads whether a cell can be read in it
     */
    record Read(Place.Cell heading, String name, Predicate<RawCell> reads) {}

    ColumnFaults(SheetGrid sheet, Findings findings) {
        this.sheet = sheet;
        this.findings = findings;
    }

    /** Says of each such column one thing instead of one a cell, and names those columns. */
    List<Read> report(List<Read> columns, List<Integer> numbers) {
        NavigableSet<Integer> rows = new TreeSet<>(numbers);
        List<Read> wrong = columns.stream()
                .filter(column -> isAlone(column, columns) && isWrong(column, rows))
                .toList();
        Set<Read> told = new HashSet<>();
        List<Read> unread = new ArrayList<>();
        for (Read column : wrong) {
            Optional<Read> other = told.contains(column) ? Optional.empty() : exchanged(column, columns, rows, told);
            if (other.isPresent()) {
                reportExchange(
                        columns.indexOf(column) < columns.indexOf(other.get())
                                ? List.of(column, other.get())
                                : List.of(other.get(), column),
                        rows);
                unread.addAll(List.of(column, other.get()));
                told.addAll(List.of(column, other.get()));
            } else if (!told.contains(column) && isUnread(column, rows)) {
                reportUnread(column, rows);
                unread.add(column);
            }
        }
        return unread;
    }

    /** A snippet over several fields makes several columns of one. */
    private static boolean isAlone(Read column, List<Read> columns) {
        return columns.stream()
                        .filter(other ->
                                other.heading().column() == column.heading().column())
                        .count()
                == 1;
    }

    /** The cells that say something, and not that a formula went wrong. */
    private List<RawCell> filled(Read column, NavigableSet<Integer> rows) {
        return rows.stream()
                .map(row -> sheet.spread(row, column.heading().column()))
                .filter(cell -> !cell.isBlank() && cell.error() == null)
                .toList();
    }

    private boolean isWrong(Read column, NavigableSet<Integer> rows) {
        Map<Integer, Set<FindingCode>> wrong =
                findings.errorsIn(sheet.name(), column.heading().column(), rows);
        wrong.values().removeIf(codes -> codes.contains(FindingCode.CELL_ERROR));
        return wrong.size() >= FEWEST_EXCHANGED
                && wrong.values().stream().allMatch(MEANT_OTHERWISE::containsAll)
                && wrong.size() == filled(column, rows).size();
    }

    private boolean isUnread(Read column, NavigableSet<Integer> rows) {
        List<RawCell> filled = filled(column, rows);
        return filled.size() >= FEWEST
                && filled.stream().map(RawCell::normalised).distinct().count() > 1;
    }

    /** The column whose cells fit this heading, while the cells of this one fit that; one of them may be wrong besides. */
    private Optional<Read> exchanged(Read column, List<Read> columns, NavigableSet<Integer> rows, Set<Read> told) {
        return columns.stream()
                .filter(other -> other.heading().column() != column.heading().column() && !told.contains(other))
                .filter(other -> fits(filled(other, rows), column) && fits(filled(column, rows), other))
                .findFirst();
    }

    private static boolean fits(List<RawCell> cells, Read column) {
        long fitting = cells.stream().filter(column.reads()).count();
        return fitting >= Math.max(FEWEST_EXCHANGED, cells.size() - 1);
    }

    private void reportExchange(List<Read> both, NavigableSet<Integer> rows) {
        Read left = both.get(0);
        Read right = both.get(1);
        findings.replaceIn(
                sheet.name(),
                right.heading().column(),
                numbers(filled(right, rows)),
                Finding.at(
                        left.heading(),
                        FindingCode.COLUMNS_EXCHANGED,
                        left.name(),
                        right.name(),
                        range(filled(left, rows)),
                        range(filled(right, rows))));
        findings.dropIn(sheet.name(), left.heading().column(), numbers(filled(left, rows)));
    }

    private void reportUnread(Read column, NavigableSet<Integer> rows) {
        List<RawCell> filled = filled(column, rows);
        findings.replaceIn(
                sheet.name(),
                column.heading().column(),
                numbers(filled),
                Finding.at(
                        column.heading(),
                        FindingCode.COLUMN_UNREAD,
                        column.name(),
                        filled.size(),
                        range(filled),
                        filled.get(0).normalised()));
    }

    private static Set<Integer> numbers(List<RawCell> cells) {
        return cells.stream().map(cell -> cell.place().row()).collect(Collectors.toSet());
    }

    private static String range(List<RawCell> cells) {
        return cells.get(0).place().name() + ":"
                + cells.get(cells.size() - 1).place().name();
    }
}
