package io.gradus.rules.analysis;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.roaringbitmap.RoaringBitmap;

/** A part of the space of customers: on every axis some atoms. Empty when it has none on any one axis. */
final class Box {

    /**
     * The atoms on one axis. Most sides are "all atoms", the very same object, or have no hole; their ends then say everything,
     * which saves most of the work.
     */
    @SuppressWarnings("ReferenceEquality")
    private record Side(RoaringBitmap atoms, int first, int last, boolean whole) {

        static Side of(RoaringBitmap atoms) {
            if (atoms.isEmpty()) {
                return new Side(atoms, Integer.MAX_VALUE, -1, true);
            }
            int first = atoms.first();
            int last = atoms.last();
            return new Side(atoms, first, last, last - first + 1 == atoms.getCardinality());
        }

        boolean meets(Side other) {
            if (this == other) {
                return true;
            }
            return first <= other.last
                    && other.first <= last
                    && ((whole && other.whole) || RoaringBitmap.intersects(atoms, other.atoms));
        }

        boolean contains(Side other) {
            if (this == other) {
                return true;
            }
            return other.first >= first && other.last <= last && (whole || atoms.contains(other.atoms));
        }

        Side and(Side other) {
            return this == other ? this : of(RoaringBitmap.and(atoms, other.atoms));
        }
    }

    private final Side[] sides;

    Box(RoaringBitmap... sides) {
        this(Arrays.stream(sides).map(Side::of).toArray(Side[]::new));
    }

    private Box(Side[] sides) {
        this.sides = sides;
    }

    int axes() {
        return sides.length;
    }

    RoaringBitmap side(int axis) {
        return sides[axis].atoms;
    }

    /** The same box but for one side. */
    Box with(int axis, RoaringBitmap side) {
        Side[] changed = sides.clone();
        changed[axis] = Side.of(side);
        return new Box(changed);
    }

    boolean isEmpty() {
        return Arrays.stream(sides).anyMatch(side -> side.atoms.isEmpty());
    }

    boolean meets(Box other) {
        for (int axis = 0; axis < sides.length; axis++) {
            if (!sides[axis].meets(other.sides[axis])) {
                return false;
            }
        }
        return true;
    }

    /** The first axis on which the other box reaches beyond this one, or -1. */
    int looseAxis(Box other) {
        for (int axis = 0; axis < sides.length; axis++) {
            if (!sides[axis].contains(other.sides[axis])) {
                return axis;
            }
        }
        return -1;
    }

    /** On how many axes the other box reaches beyond this one. */
    int looseAxes(Box other) {
        int loose = 0;
        for (int axis = 0; axis < sides.length; axis++) {
            loose += sides[axis].contains(other.sides[axis]) ? 0 : 1;
        }
        return loose;
    }

    /** A single customer of the box: the first atom of every side, or the last. */
    Box corner(ToIntFunction<RoaringBitmap> atom) {
        return new Box(Arrays.stream(sides)
                .map(side -> RoaringBitmap.bitmapOf(atom.applyAsInt(side.atoms)))
                .toArray(RoaringBitmap[]::new));
    }

    /** Both as one box; absent when that box would hold more than both do. */
    Optional<Box> joined(Box other) {
        int differing = -1;
        for (int axis = 0; axis < sides.length; axis++) {
            if (!sides[axis].atoms.equals(other.sides[axis].atoms)) {
                if (differing >= 0) {
                    return Optional.empty();
                }
                differing = axis;
            }
        }
        return Optional.of(
                differing < 0 ? this : with(differing, RoaringBitmap.or(side(differing), other.side(differing))));
    }

    Box and(Box other) {
        Side[] both = new Side[sides.length];
        for (int axis = 0; axis < sides.length; axis++) {
            both[axis] = sides[axis].and(other.sides[axis]);
        }
        return new Box(both);
    }
}
