package io.gradus.rules.analysis;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/** Whether a row is redundant: without it every customer it decides would get the same from a row further down. */
final class Takeover {

    private final List<Box> rows;
    private final int row;
    private final IntPredicate same;
    private final Budget budget;
    private final BitSet takers = new BitSet();

    /**
     * What came of it.
     *
     * @param redundant whether the row can go
     * @param takers the rows that decide in its place
     */
    record Answer(boolean redundant, BitSet takers) {}

    private Takeover(List<Box> rows, int row, IntPredicate same, Budget budget) {
        this.rows = rows;
        this.row = row;
        this.same = same;
        this.budget = budget;
    }

    /** @param same whether the row with that place in the list gives the same, and may take over */
    static Answer of(List<Box> rows, int row, IntPredicate same, Budget budget) {
        Takeover takeover = new Takeover(rows, row, same, budget);
        boolean redundant = takeover.search();
        return new Answer(redundant, takeover.takers);
    }

    private boolean search() {
        Deque<Part> open = new ArrayDeque<>();
        int[] others =
                IntStream.range(0, rows.size()).filter(index -> index != row).toArray();
        open.push(new Part(rows.get(row), others));
        while (!open.isEmpty()) {
            Part part = open.pop();
            if (!budget.spend(part.effort())) {
                return false;
            }
            int[] meeting = part.meeting(rows);
            // Rows above come first in the list, and what they take is not this row's to decide.
            if (meeting.length == 0 || (meeting[0] > row && !same.test(meeting[0]))) {
                return false;
            }
            Box by = rows.get(meeting[0]);
            int axis = by.looseAxis(part.box());
            if (axis >= 0) {
                RoaringBitmap side = part.box().side(axis);
                open.push(new Part(part.box().with(axis, RoaringBitmap.andNot(side, by.side(axis))), meeting));
                open.push(new Part(part.box().with(axis, RoaringBitmap.and(side, by.side(axis))), meeting));
            } else if (meeting[0] > row) {
                takers.set(meeting[0]);
            }
        }
        return true;
    }
}
