package io.gradus.rules.analysis;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.workbook.Condition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Numbers or days, cut wherever a cell begins or ends; atom k lies between cut k - 1 and cut k. */
final class OrderedAxis implements Axis {

    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal SMALL = new BigDecimal("0.01");

    private final Field field;
    private final Cut[] cuts;
    private final RoaringBitmap all;

    /**
     * @param alike the fields whose axes are cut at the same places, the field itself among them
     * @param conditions all that a table puts on any of them
     */
    OrderedAxis(Field field, Collection<Field> alike, Collection<Condition> conditions) {
        this.field = field;
        TreeSet<Cut> found = new TreeSet<>();
        ranges(conditions).forEach(range -> {
            add(found, Cut.lower(field, range));
            add(found, Cut.upper(field, range));
        });
        for (Field one : alike) {
            add(found, lowest(one));
            add(found, highest(one));
        }
        Cut lowest = lowest(field);
        Cut highest = highest(field);
        cuts = found.toArray(Cut[]::new);
        all = RoaringBitmap.bitmapOfRange(
                lowest == null ? 1 : 1L + after(lowest), 1L + (highest == null ? cuts.length + 1 : after(highest)));
        all.add(MISSING);
        all.runOptimize();
    }

    private static @Nullable Cut lowest(Field field) {
        return field.minimum() == null ? null : Cut.below(field, field.minimum());
    }

    private static @Nullable Cut highest(Field field) {
        return field.maximum() == null ? null : Cut.above(field, field.maximum());
    }

    private static void add(Set<Cut> cuts, @Nullable Cut cut) {
        if (cut != null) {
            cuts.add(cut);
        }
    }

    private static List<Range<? extends Comparable<?>>> ranges(Collection<Condition> conditions) {
        List<Range<? extends Comparable<?>>> ranges = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition instanceof Condition.Within within) {
                ranges.add(within.range());
            } else {
                Condition.listed(condition).forEach(value -> ranges.add(Range.singleton((Comparable<?>) value)));
            }
        }
        return ranges;
    }

    @Override
    public boolean borders(RoaringBitmap one, RoaringBitmap other) {
        return other.stream()
                .filter(atom -> atom != MISSING)
                .anyMatch(atom -> (atom - 1 != MISSING && one.contains(atom - 1)) || one.contains(atom + 1));
    }

    /** The number of cuts up to and with this one: the atom below it. */
    private int after(Cut cut) {
        return Arrays.binarySearch(cuts, cut) + 1;
    }

    @Override
    public Field field() {
        return field;
    }

    @Override
    public RoaringBitmap all() {
        return all;
    }

    @Override
    public RoaringBitmap of(Condition condition) {
        if (condition instanceof Condition.Any) {
            return all;
        }
        if (condition instanceof Condition.Missing) {
            return RoaringBitmap.bitmapOf(MISSING);
        }
        RoaringBitmap atoms = new RoaringBitmap();
        if (condition instanceof Condition.Within within) {
            atoms.or(between(within.range()));
        } else {
            Condition.listed(condition).forEach(value -> atoms.or(between(Range.singleton((Comparable<?>) value))));
        }
        if (condition instanceof Condition.Present || condition instanceof Condition.NoneOf) {
            RoaringBitmap others = RoaringBitmap.andNot(all, atoms);
            others.remove(MISSING);
            return others;
        }
        atoms.and(all);
        return atoms;
    }

    private RoaringBitmap between(Range<? extends Comparable<?>> range) {
        Cut lower = Cut.lower(field, range);
        Cut upper = Cut.upper(field, range);
        long first = lower == null ? 1 : 1L + after(lower);
        long last = upper == null ? cuts.length + 1L : after(upper);
        return first > last ? new RoaringBitmap() : RoaringBitmap.bitmapOfRange(first, last + 1);
    }

    private @Nullable Cut lower(int atom) {
        return atom == 1 ? null : cuts[atom - 2];
    }

    private @Nullable Cut upper(int atom) {
        return atom == cuts.length + 1 ? null : cuts[atom - 1];
    }

    @Override
    public @Nullable Object sample(int atom) {
        return atom == MISSING ? null : Cut.value(field, number(lower(atom), upper(atom)));
    }

    private BigDecimal number(@Nullable Cut lower, @Nullable Cut upper) {
        BigDecimal step = Objects.requireNonNullElse(Cut.step(field), SMALL);
        if (lower == null) {
            return upper == null
                    ? BigDecimal.ZERO
                    : upper.above() ? upper.value() : upper.value().subtract(step);
        }
        if (!lower.above()) {
            return lower.value();
        }
        BigDecimal next = lower.value().add(step);
        boolean inside = upper == null || next.compareTo(upper.value()) < 0;
        return inside
                ? next
                : lower.value().add(Objects.requireNonNull(upper).value()).divide(TWO);
    }

    @Override
    public List<Condition> describe(RoaringBitmap atoms) {
        List<Condition> parts = new ArrayList<>();
        if (atoms.contains(MISSING)) {
            parts.add(new Condition.Missing());
        }
        int from = -1;
        int[] present = RoaringBitmap.and(atoms, all).toArray();
        for (int i = 0; i < present.length; i++) {
            if (present[i] == MISSING) {
                continue;
            }
            from = from < 0 ? present[i] : from;
            if (i + 1 == present.length || present[i + 1] != present[i] + 1) {
                parts.add(run(from, present[i]));
                from = -1;
            }
        }
        return parts;
    }

    /** Values of neighbouring atoms as one condition, without ends that no value of the field goes beyond. */
    private Condition run(int first, int last) {
        Cut lower = all.contains(first - 1) && first > 1 ? lower(first) : null;
        Cut upper = all.contains(last + 1) ? upper(last) : null;
        if (lower == null && upper == null) {
            return new Condition.Present();
        }
        if (lower == null) {
            return new Condition.Within(Range.upTo(upperEnd(upper), upperType(upper)));
        }
        if (upper == null) {
            return new Condition.Within(Range.downTo(lowerEnd(lower), lowerType(lower)));
        }
        Range<Comparable<?>> range = Range.range(lowerEnd(lower), lowerType(lower), upperEnd(upper), upperType(upper));
        return isSingle(lower, upper) ? new Condition.OneOf(List.of(lowerEnd(lower))) : new Condition.Within(range);
    }

    private boolean isSingle(Cut lower, Cut upper) {
        BigDecimal step = Cut.step(field);
        return step == null
                ? lower.value().compareTo(upper.value()) == 0
                : lower.value().add(step).compareTo(upper.value()) == 0;
    }

    private Comparable<?> lowerEnd(@Nullable Cut cut) {
        return Cut.value(field, Objects.requireNonNull(cut).value());
    }

    private static BoundType lowerType(Cut cut) {
        return cut.above() ? BoundType.OPEN : BoundType.CLOSED;
    }

    private Comparable<?> upperEnd(@Nullable Cut cut) {
        return Cut.value(field, Objects.requireNonNull(cut).value());
    }

    private static BoundType upperType(@Nullable Cut cut) {
        return Objects.requireNonNull(cut).above() ? BoundType.CLOSED : BoundType.OPEN;
    }
}
