package io.gradus.rules.analysis;

import io.gradus.rules.Field;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Phrase;
import io.gradus.rules.Place;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Rows that one customer can match together, where one row only may match; at the cell that most likely makes them. */
final class Overlaps {

    /** A field on which two rows meet, and how likely its cells are to be wrong: the less, the likelier. */
    private record Meeting(int axis, int rank, int shared) {

        boolean isLikelierThan(Meeting other) {
            return rank == other.rank ? shared < other.shared : rank < other.rank;
        }
    }

    private final DecisionTable table;
    private final Space space;
    private final List<Box> boxes;

    Overlaps(DecisionTable table, Space space, List<Box> boxes) {
        this.table = table;
        this.space = space;
        this.boxes = List.copyOf(boxes);
    }

    /** One finding for each row that meets rows above it; fewer when the budget is spent. */
    List<Finding> findings(Budget budget) {
        List<Finding> findings = new ArrayList<>();
        for (int index = 1; index < boxes.size() && budget.spend(index); index++) {
            int first = firstMeeting(index);
            if (first >= 0) {
                findings.add(finding(first, index));
            }
        }
        return findings;
    }

    private Finding finding(int first, int index) {
        Row above = table.rows().get(first);
        Row row = table.rows().get(index);
        SampleCustomer both = space.sample(boxes.get(index).and(boxes.get(first)));
        Meeting meeting = likeliest(first, index);
        Place place = meeting == null ? row.firstCell() : cell(row, meeting).place();
        Phrase by = meeting == null ? locale -> "" : by(cell(above, meeting), cell(row, meeting));
        return above.givesTheSame(row)
                ? Finding.at(place, FindingCode.ROWS_OVERLAP_ALIKE, above.place(), both, row.outcome(), by)
                : Finding.at(
                        place, FindingCode.ROWS_OVERLAP, above.place(), both, given(above, row), given(row, above), by);
    }

    private static Phrase by(Cell above, Cell below) {
        return locale -> {
            Words words = new Words(locale);
            return words.text("overlap.by", above.place(), shown(above, words), below.place(), shown(below, words));
        };
    }

    private static String shown(Cell cell, Words words) {
        return cell.text().isBlank() ? words.text("overlap.blank") : cell.text();
    }

    private Cell cell(Row row, Meeting meeting) {
        Field field = space.axis(meeting.axis()).field();
        List<Cell> asking = table.cellsOn(row, field);
        return asking.isEmpty() ? row.cells().get(table.columnOf(field)) : asking.get(asking.size() - 1);
    }

    /**
     * The field whose cells most likely should keep the rows apart: one on which each reaches beyond the other, as limits do
     * that were meant to touch; else one on which a row reaches further; of several that on which they share least.
     */
    private @Nullable Meeting likeliest(int first, int index) {
        Meeting best = null;
        for (int axis = 0; axis < boxes.get(index).axes(); axis++) {
            int rank = rank(first, index, axis);
            Meeting meeting = new Meeting(
                    axis,
                    rank,
                    RoaringBitmap.andCardinality(
                            boxes.get(first).side(axis), boxes.get(index).side(axis)));
            if (rank >= 0 && (best == null || meeting.isLikelierThan(best))) {
                best = meeting;
            }
        }
        return best;
    }

    private int rank(int first, int index, int axis) {
        Field field = space.axis(axis).field();
        RoaringBitmap above = boxes.get(first).side(axis);
        RoaringBitmap below = boxes.get(index).side(axis);
        boolean aboveAsks = !table.cellsOn(table.rows().get(first), field).isEmpty();
        boolean belowAsks = !table.cellsOn(table.rows().get(index), field).isEmpty();
        if (aboveAsks && belowAsks) {
            boolean within = above.contains(below) || below.contains(above);
            return above.equals(below) ? 4 : within ? 1 : 0;
        }
        return belowAsks ? 2 : aboveAsks ? 3 : -1;
    }

    /** The row's outcome, and, where the other row gives the same, those of its actions that differ. */
    private static String given(Row row, Row other) {
        if (!row.outcome().equals(other.outcome())) {
            return row.outcome();
        }
        return Stream.of(row.actions(), other.actions())
                .flatMap(actions -> actions.keySet().stream())
                .distinct()
                .sorted()
                .filter(action -> !Objects.equals(
                        row.actions().get(action), other.actions().get(action)))
                .map(action -> action + ": " + row.actions().getOrDefault(action, "-"))
                .collect(Collectors.joining("; ", row.outcome() + " (", ")"));
    }

    /** The first row above that takes some of the same customers: one that gives them something else, if there is one. */
    private int firstMeeting(int index) {
        int alike = -1;
        for (int other = 0; other < index; other++) {
            if (shareSomebody(boxes.get(other), boxes.get(index))) {
                if (!table.rows().get(other).givesTheSame(table.rows().get(index))) {
                    return other;
                }
                alike = alike < 0 ? other : alike;
            }
        }
        return alike;
    }

    private boolean shareSomebody(Box one, Box other) {
        return !one.isEmpty() && one.meets(other) && space.relations().conflict(one.and(other)) == null;
    }
}
