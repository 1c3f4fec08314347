package io.gradus.rules.analysis;

import io.gradus.rules.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * What the vocabulary says of two fields of a space: that one never exceeds the other, where a customer has both. The axes of
 * such fields are cut at the same places, so that atoms are compared like values; within one atom the values can be equal.
 */
final class Relations {

    /** The value on one axis is never above that on the other. */
    private record Relation(int lower, int upper) {}

    /**
     * Two sides of a box that nobody can have together.
     *
     * @param lower the axis of what never exceeds the other
     */
    record Conflict(int lower, int upper) {}

    private final List<Axis> axes;
    private final List<Relation> relations = new ArrayList<>();

    Relations(List<Axis> axes) {
        this.axes = List.copyOf(axes);
        for (int lower = 0; lower < axes.size(); lower++) {
            for (int upper = 0; upper < axes.size(); upper++) {
                if (axes.get(lower)
                        .field()
                        .atMost()
                        .contains(axes.get(upper).field().name())) {
                    relations.add(new Relation(lower, upper));
                }
            }
        }
    }

    /** The field and all that relations tie to it, one through another. */
    static List<Field> tied(Field field, Iterable<Field> fields) {
        List<Field> tied = new ArrayList<>(List.of(field));
        for (int known = 0; known < tied.size(); known++) {
            Field one = tied.get(known);
            for (Field other : fields) {
                boolean related =
                        one.atMost().contains(other.name()) || other.atMost().contains(one.name());
                if (related && !tied.contains(other)) {
                    tied.add(other);
                }
            }
        }
        return tied;
    }

    /** Boxes of customers whom there cannot be; everybody outside of them can be. */
    List<Box> impossible(Box everybody) {
        List<Box> boxes = new ArrayList<>();
        for (Relation relation : relations) {
            RoaringBitmap lower = axes.get(relation.lower()).all();
            RoaringBitmap upper = axes.get(relation.upper()).all();
            RoaringBitmap below = new RoaringBitmap();
            for (int atom : upper) {
                if (atom != Axis.MISSING) {
                    below.add(atom);
                    RoaringBitmap above = lower.clone();
                    above.remove(0L, atom + 1L);
                    if (!above.isEmpty()) {
                        boxes.add(everybody.with(relation.lower(), above).with(relation.upper(), below.clone()));
                    }
                }
            }
        }
        return boxes;
    }

    /** An atom for each axis that one customer can have together, values rather than none; absent when there is nobody. */
    int @Nullable [] customer(Box box) {
        int[] valued = IntStream.range(0, box.axes())
                .map(axis -> Space.atom(box.side(axis)))
                .toArray();
        if (raise(valued, box) == null) {
            return valued;
        }
        int[] missing = IntStream.range(0, box.axes())
                .map(axis -> isTied(axis) ? box.side(axis).first() : valued[axis])
                .toArray();
        return raise(missing, box) == null ? missing : null;
    }

    private boolean isTied(int axis) {
        return relations.stream().anyMatch(relation -> relation.lower() == axis || relation.upper() == axis);
    }

    /** The two sides that clash where a box, empty on no side, holds nobody; absent where it holds somebody. */
    @Nullable
    Conflict conflict(Box box) {
        return raise(
                IntStream.range(0, box.axes())
                        .map(axis -> box.side(axis).first())
                        .toArray(),
                box);
    }

    /**
     * Raises atoms until none exceeds one that it must not. As each is the least that its side allows, there is a customer
     * exactly if this ends without an axis that goes no higher; that one then clashes with what raised it.
     */
    private @Nullable Conflict raise(int[] atoms, Box box) {
        int[] raisedBy = IntStream.range(0, atoms.length).toArray();
        boolean raised = true;
        while (raised) {
            raised = false;
            for (Relation relation : relations) {
                int least = atoms[relation.lower()];
                int atom = atoms[relation.upper()];
                if (least != Axis.MISSING && atom != Axis.MISSING && atom < least) {
                    raisedBy[relation.upper()] = raisedBy[relation.lower()];
                    long next = box.side(relation.upper()).nextValue(least);
                    if (next < 0) {
                        return new Conflict(raisedBy[relation.lower()], relation.upper());
                    }
                    atoms[relation.upper()] = (int) next;
                    raised = true;
                }
            }
        }
        return null;
    }
}
