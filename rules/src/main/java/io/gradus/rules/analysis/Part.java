package io.gradus.rules.analysis;

import java.util.List;
import java.util.stream.IntStream;

/** A box still to be looked at, and the boxes of a list that may meet it, by their places there. */
final class Part {

    private final Box box;
    private final int[] candidates;

    Part(Box box, int[] candidates) {
        this.box = box;
        this.candidates = candidates.clone();
    }

    Box box() {
        return box;
    }

    /** How many comparisons {@link #meeting} makes. */
    int effort() {
        return candidates.length;
    }

    /** The places of the boxes that do meet it. */
    int[] meeting(List<Box> boxes) {
        return IntStream.of(candidates)
                .filter(index -> boxes.get(index).meets(box))
                .toArray();
    }
}
