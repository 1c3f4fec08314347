package io.gradus.rules.analysis;

import io.gradus.rules.Field;
import io.gradus.rules.workbook.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * A field of several texts: an atom for each combination of the texts that cells name, atom k + 1 for those whose places are the
 * bits of k.
 *
 * @param combined the combinations, one text standing for all that no cell tells apart
 * @param alike for each place all of those texts
 */
record TextsAxis(ListedAxis combined, List<List<Object>> alike) implements Axis {

    @Override
    public Field field() {
        return combined.field();
    }

    @Override
    public RoaringBitmap all() {
        return combined.all();
    }

    @Override
    public RoaringBitmap of(Condition condition) {
        return combined.of(condition);
    }

    @Override
    public @Nullable Object sample(int atom) {
        return combined.sample(atom);
    }

    @Override
    public List<Condition> describe(RoaringBitmap atoms) {
        return combined.describe(atoms);
    }

    /** A way for each choice of texts that the customer must have and must not have, as few as splitting at a text makes. */
    @Override
    public List<List<List<Condition>>> ways(RoaringBitmap atoms) {
        List<List<List<Condition>>> ways = new ArrayList<>();
        if (atoms.contains(MISSING)) {
            ways.add(List.of(List.of(new Condition.Missing())));
        }
        boolean[] within = new boolean[1 << alike.size()];
        IntStream.range(0, within.length).forEach(chosen -> within[chosen] = atoms.contains(chosen + 1));
        split(within, 0, List.of(), ways);
        return ways;
    }

    /**
     * Splits at the next text.
     *
     * @param within for each combination of the texts from there on whether it is meant
     * @param asked what was chosen of the texts before
     */
    private void split(boolean[] within, int place, List<List<Condition>> asked, List<List<List<Condition>>> ways) {
        if (within.length == 1) {
            if (within[0]) {
                ways.add(asked.isEmpty() ? List.of(List.of(new Condition.Present())) : asked);
            }
            return;
        }
        boolean[] without = half(within, 0);
        boolean[] with = half(within, 1);
        if (java.util.Arrays.equals(without, with)) {
            split(with, place + 1, asked, ways);
            return;
        }
        List<Object> texts = alike.get(place);
        split(without, place + 1, more(asked, new Condition.NoneOf(texts)), ways);
        split(with, place + 1, more(asked, new Condition.OneOf(texts)), ways);
    }

    private static boolean[] half(boolean[] within, int bit) {
        boolean[] half = new boolean[within.length / 2];
        IntStream.range(0, half.length).forEach(rest -> half[rest] = within[2 * rest + bit]);
        return half;
    }

    private static List<List<Condition>> more(List<List<Condition>> asked, Condition condition) {
        return Stream.concat(asked.stream(), Stream.of(List.of(condition))).toList();
    }
}
