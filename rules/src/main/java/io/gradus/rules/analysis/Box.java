package io.gradus.rules.analysis;

import java.util.Arrays;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/** A part of the space of customers: on every axis some atoms. Empty when it has none on any one axis. */
// Most sides are the very same object, "all atoms"; comparing references first saves most of the work.
@SuppressWarnings("ReferenceEquality")
final class Box {

    private final RoaringBitmap[] sides;

    Box(RoaringBitmap... sides) {
        this.sides = sides.clone();
    }

    int axes() {
        return sides.length;
    }

    RoaringBitmap side(int axis) {
        return sides[axis];
    }

    /** The same box but for one side. */
    Box with(int axis, RoaringBitmap side) {
        RoaringBitmap[] changed = sides.clone();
        changed[axis] = side;
        return new Box(changed);
    }

    boolean isEmpty() {
        return Arrays.stream(sides).anyMatch(RoaringBitmap::isEmpty);
    }

    boolean meets(Box other) {
        for (int axis = 0; axis < sides.length; axis++) {
            if (sides[axis] != other.sides[axis] && !RoaringBitmap.intersects(sides[axis], other.sides[axis])) {
                return false;
            }
        }
        return true;
    }

    /** The first axis on which the other box reaches beyond this one, or -1. */
    int looseAxis(Box other) {
        for (int axis = 0; axis < sides.length; axis++) {
            if (sides[axis] != other.sides[axis] && !sides[axis].contains(other.sides[axis])) {
                return axis;
            }
        }
        return -1;
    }

    /** On how many axes the other box reaches beyond this one. */
    int looseAxes(Box other) {
        return (int) IntStream.range(0, sides.length)
                .filter(axis -> sides[axis] != other.sides[axis] && !sides[axis].contains(other.sides[axis]))
                .count();
    }

    /** A single customer of the box: the first atom of every side, or the last. */
    Box corner(ToIntFunction<RoaringBitmap> atom) {
        return new Box(Arrays.stream(sides)
                .map(side -> RoaringBitmap.bitmapOf(atom.applyAsInt(side)))
                .toArray(RoaringBitmap[]::new));
    }

    Box and(Box other) {
        RoaringBitmap[] both = new RoaringBitmap[sides.length];
        for (int axis = 0; axis < sides.length; axis++) {
            both[axis] =
                    sides[axis] == other.sides[axis] ? sides[axis] : RoaringBitmap.and(sides[axis], other.sides[axis]);
        }
        return new Box(both);
    }
}
