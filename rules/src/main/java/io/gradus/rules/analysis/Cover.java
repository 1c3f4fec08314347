package io.gradus.rules.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Whether some boxes together cover another one, and what they leave. The box is split at the sides of the boxes that meet it
 * until a part lies within one of them, or meets none: that part is a hole. Exact; ends early when the budget is spent.
 */
final class Cover {

    /**
     * What came of it.
     *
     * @param hole a part that no box covers; absent when all is covered or the budget was spent
     * @param covering which boxes, by their place in the list, it took to cover the rest
     * @param finished whether the answer is known
     */
    record Answer(@Nullable Box hole, BitSet covering, boolean finished) {
        boolean covered() {
            return finished && hole == null;
        }
    }

    private final List<Box> boxes;
    private final Budget budget;
    private final BitSet covering = new BitSet();

    private Cover(List<Box> boxes, Budget budget) {
        this.boxes = boxes;
        this.budget = budget;
    }

    /**
     * Every part that no box covers.
     *
     * @param parts without any customer in two of them
     * @param all whether there are no others: false when there are more than were asked for, or the budget was spent
     */
    record Holes(List<Box> parts, boolean all) {}

    static Answer of(Box whole, List<Box> boxes, Budget budget) {
        Cover cover = new Cover(boxes, budget);
        List<Box> first = new ArrayList<>();
        boolean finished = cover.search(whole, hole -> {
            first.add(hole);
            return false;
        });
        return new Answer(first.isEmpty() ? null : first.get(0), cover.covering, finished);
    }

    /** @param most so many are looked for */
    static Holes holes(Box whole, List<Box> boxes, Budget budget, int most) {
        List<Box> found = new ArrayList<>();
        boolean finished = new Cover(boxes, budget).search(whole, hole -> {
            found.add(hole);
            return found.size() <= most;
        });
        return new Holes(found, finished && found.size() <= most);
    }

    /**
     * Looks for holes.
     *
     * @param goOn told of each; whether to look for another
     * @return false when the budget was spent first
     */
    private boolean search(Box whole, Predicate<Box> goOn) {
        Deque<Part> open = new ArrayDeque<>();
        open.push(new Part(whole, IntStream.range(0, boxes.size()).toArray()));
        while (!open.isEmpty()) {
            Part part = open.pop();
            if (!budget.spend(part.effort())) {
                return false;
            }
            int[] meeting = part.meeting(boxes);
            budget.spend((long) meeting.length * part.box().axes());
            Box left = meeting.length == 0 ? part.box() : withoutSlices(part.box(), meeting);
            if (left.isEmpty()) {
                continue;
            }
            int[] loose = IntStream.of(meeting)
                    .filter(index -> boxes.get(index).meets(left))
                    .toArray();
            if (loose.length == 0) {
                if (!goOn.test(left)) {
                    return true;
                }
                continue;
            }
            int closest = closest(left, loose);
            Box by = boxes.get(closest);
            int axis = by.looseAxis(left);
            if (axis < 0) {
                covering.set(closest);
                continue;
            }
            RoaringBitmap side = left.side(axis);
            open.push(new Part(left.with(axis, RoaringBitmap.andNot(side, by.side(axis))), loose));
            open.push(new Part(left.with(axis, RoaringBitmap.and(side, by.side(axis))), loose));
        }
        return true;
    }

    /** What is left of a part after taking away all boxes that reach beyond it on one axis at most. */
    private Box withoutSlices(Box part, int[] meeting) {
        // A box that takes the whole part is named alone, whatever others take slices of it.
        for (int index : meeting) {
            if (boxes.get(index).looseAxis(part) < 0) {
                covering.set(index);
                return part.with(0, new RoaringBitmap());
            }
        }
        Box left = part;
        for (int index : meeting) {
            Box by = boxes.get(index);
            int axis = by.looseAxis(part);
            if (by.looseAxes(part) == 1 && RoaringBitmap.intersects(left.side(axis), by.side(axis))) {
                covering.set(index);
                left = left.with(axis, RoaringBitmap.andNot(left.side(axis), by.side(axis)));
            }
        }
        return left;
    }

    /** The box that comes closest to covering the part. */
    private int closest(Box part, int[] meeting) {
        int best = meeting[0];
        int fewest = Integer.MAX_VALUE;
        for (int index : meeting) {
            int loose = boxes.get(index).looseAxes(part);
            if (loose < fewest) {
                best = index;
                fewest = loose;
            }
        }
        return best;
    }
}
