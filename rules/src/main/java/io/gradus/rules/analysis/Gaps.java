package io.gradus.rules.analysis;

import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Phrase;
import io.gradus.rules.Place;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Customers whom no row takes, at the limit that most likely leaves them out, with the limits that would take them. */
final class Gaps {

    /** So many gaps are shown; more would not help anybody. */
    private static final int MOST_GAPS = 3;

    /** So many limits are named. */
    private static final int MOST_LIMITS = 3;

    /** A cell and what it would have to ask. */
    record Limit(Place.Cell place, Field field, Condition condition) {

        private String in(Words words) {
            return words.text("gap.limit", place, words.name(field) + " " + words.condition(field, condition));
        }
    }

    /**
     * Cells each of which, asking something else, would take some of the customers of a gap, and nobody else.
     *
     * @param all whether each takes all of them
     */
    record Limits(List<Limit> limits, boolean all) implements Phrase {

        Limits {
            limits = List.copyOf(limits);
        }

        @Override
        public String in(Locale locale) {
            if (limits.isEmpty()) {
                return "";
            }
            Words words = new Words(locale);
            String listed = limits.stream().map(limit -> limit.in(words)).collect(Collectors.joining(words.text("or")));
            return words.text(all ? "gap.closed" : "gap.narrowed", listed);
        }
    }

    /** Where a gap is reported: the row that one field alone keeps from taking customers of it. */
    private record Beside(Place.Cell place, int row, int axis) {}

    private final DecisionTable table;
    private final Space space;
    private final List<Box> boxes;
    private final List<Box> impossible;

    Gaps(DecisionTable table, Space space, List<Box> boxes) {
        this.table = table;
        this.space = space;
        this.boxes = List.copyOf(boxes);
        this.impossible = space.relations().impossible(space.everybody());
    }

    /** The first few; fewer when the budget is spent. */
    List<Finding> findings(Budget budget) {
        List<Finding> findings = new ArrayList<>();
        List<Box> covered = new ArrayList<>(boxes);
        for (int gap = 0; gap < MOST_GAPS; gap++) {
            List<Box> nobody = new ArrayList<>(covered);
            nobody.addAll(impossible);
            Cover.Answer answer = Cover.of(space.everybody(), nobody, budget);
            if (answer.hole() == null) {
                return findings;
            }
            Box hole = space.widened(answer.hole(), covered);
            Beside beside = beside(hole);
            findings.add(Finding.at(
                    beside.place(),
                    FindingCode.TABLE_GAP,
                    new Regions(space.regions(hole), true),
                    space.sample(answer.hole()),
                    limits(hole, beside)));
            covered.add(hole);
        }
        return findings;
    }

    /**
     * The cell that alone keeps its row from taking the customers of a hole: of all such, that of the row which asks most,
     * for it comes closest to describing them, and of those whose limit borders the hole before all others; or else the
     * last row.
     */
    private Beside beside(Box hole) {
        Beside best = new Beside(table.rows().get(boxes.size() - 1).firstCell(), -1, -1);
        int most = -1;
        boolean bordering = false;
        for (int index = 0; index < boxes.size(); index++) {
            Box box = boxes.get(index);
            int axis = onlyApart(box, hole);
            int asked = (int) table.rows().get(index).cells().stream()
                    .filter(cell -> cell.condition() != Condition.ANY)
                    .count();
            if (box.isEmpty() || axis < 0 || (box.side(axis).last() == Axis.MISSING && most >= 0)) {
                continue;
            }
            boolean borders = space.axis(axis).borders(box.side(axis), hole.side(axis));
            if (borders == bordering ? asked >= most : borders) {
                most = asked;
                bordering = borders;
                List<Cell> cells = cellsOn(index, axis);
                best = new Beside(cells.get(cells.size() - 1).place(), index, axis);
            }
        }
        return best;
    }

    /** The only axis on which two boxes have nothing in common; -1 where there is none or another one. */
    private static int onlyApart(Box box, Box hole) {
        int[] apart = IntStream.range(0, box.axes())
                .filter(axis -> !RoaringBitmap.intersects(box.side(axis), hole.side(axis)))
                .toArray();
        return apart.length == 1 ? apart[0] : -1;
    }

    private List<Cell> cellsOn(int row, int axis) {
        return table.cellsOn(table.rows().get(row), space.axis(axis).field());
    }

    private Limits limits(Box hole, Beside beside) {
        List<Limit> closing = new ArrayList<>();
        for (int index = 0; index < boxes.size() && closing.size() < MOST_LIMITS; index++) {
            int axis = boxes.get(index).isEmpty() ? -1 : onlyApart(boxes.get(index), hole);
            if (axis >= 0 && boxes.get(index).with(axis, hole.side(axis)).looseAxis(hole) < 0) {
                Limit limit = limit(index, axis, hole.side(axis));
                if (limit != null) {
                    closing.add(limit);
                }
            }
        }
        if (!closing.isEmpty() || beside.row() < 0) {
            return new Limits(closing, true);
        }
        RoaringBitmap next = bordering(beside, hole);
        Limit limit = next.isEmpty() ? null : limit(beside.row(), beside.axis(), next);
        return new Limits(limit == null ? List.of() : List.of(limit), false);
    }

    /** The values of a hole that a row's limit reaches when it moves without a leap; all where there is no order. */
    private RoaringBitmap bordering(Beside beside, Box hole) {
        Axis axis = space.axis(beside.axis());
        RoaringBitmap valued = hole.side(beside.axis()).clone();
        valued.remove(Axis.MISSING);
        if (!axis.field().type().isOrdered()) {
            return valued;
        }
        RoaringBitmap reached = boxes.get(beside.row()).side(beside.axis()).clone();
        int[] upwards = valued.toArray();
        for (int i = 0; i < upwards.length; i++) {
            reach(axis, reached, upwards[i]);
        }
        for (int i = upwards.length - 1; i >= 0; i--) {
            reach(axis, reached, upwards[i]);
        }
        reached.and(valued);
        return reached;
    }

    private static void reach(Axis axis, RoaringBitmap reached, int atom) {
        if (axis.borders(reached, RoaringBitmap.bitmapOf(atom))) {
            reached.add(atom);
        }
    }

    /** The row's limit made so wide that it takes some atoms more; absent where one cell cannot say so, or others lose by it. */
    private @Nullable Limit limit(int index, int axis, RoaringBitmap more) {
        Box added = boxes.get(index).with(axis, more);
        List<Cell> cells = cellsOn(index, axis);
        boolean taken = boxes.stream().anyMatch(box -> !box.isEmpty() && box.meets(added));
        Field field = space.axis(axis).field();
        if (cells.size() != 1 || taken || field.type() == FieldType.TEXTS) {
            return null;
        }
        RoaringBitmap wide = RoaringBitmap.or(boxes.get(index).side(axis), more);
        List<Condition> conditions = wide.equals(space.axis(axis).all())
                ? List.of(Condition.ANY)
                : space.axis(axis).describe(wide);
        return conditions.size() == 1 ? new Limit(cells.get(0).place(), field, conditions.get(0)) : null;
    }
}
