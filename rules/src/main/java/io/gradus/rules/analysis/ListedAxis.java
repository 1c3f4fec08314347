package io.gradus.rules.analysis;

import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.workbook.Condition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Codes, texts or truths: an atom for each value that cells name, and for texts one for all that they do not. */
final class ListedAxis implements Axis {

    /** A field of several texts has an atom for each combination of those that cells name. */
    private static final int MOST_COMBINED = 8;

    /** Stands for any text that no cell names. */
    private static final String OTHER = "…";

    private final Field field;
    private final List<@Nullable Object> samples;
    private final Set<Object> named;
    private final RoaringBitmap all;

    private ListedAxis(Field field, Set<Object> named, List<Object> values) {
        this.field = field;
        this.named = named;
        this.samples = new ArrayList<>();
        samples.add(null);
        samples.addAll(values);
        this.all = RoaringBitmap.bitmapOfRange(0, samples.size());
    }

    static Optional<Axis> of(Field field, Collection<Condition> conditions) {
        Set<Object> named = new LinkedHashSet<>();
        conditions.forEach(condition -> named.addAll(Condition.listed(condition)));
        return switch (field.type()) {
            case CHOICE -> Optional.of(new ListedAxis(field, named, List.copyOf(field.choices())));
            case TRUTH -> Optional.of(new ListedAxis(field, named, List.of(true, false)));
            case TEXTS ->
                Optional.of(distinguished(named, conditions))
                        .filter(alike -> alike.size() <= MOST_COMBINED)
                        .map(alike -> new TextsAxis(new ListedAxis(field, named, combinations(first(alike))), alike));
            default ->
                Optional.of(new ListedAxis(
                        field,
                        named,
                        Stream.concat(named.stream(), Stream.of(OTHER)).toList()));
        };
    }

    /** The texts that stand in the same cells, together: no cell tells them apart. */
    private static List<List<Object>> distinguished(Set<Object> named, Collection<Condition> conditions) {
        Map<List<Boolean>, List<Object>> byCells = new LinkedHashMap<>();
        for (Object text : named) {
            List<Boolean> cells = conditions.stream()
                    .map(condition -> Condition.listed(condition).contains(text))
                    .toList();
            byCells.computeIfAbsent(cells, any -> new ArrayList<>()).add(text);
        }
        return List.copyOf(byCells.values());
    }

    private static List<Object> first(List<List<Object>> alike) {
        return alike.stream().map(texts -> texts.get(0)).toList();
    }

    private static List<Object> combinations(List<Object> texts) {
        return IntStream.range(0, 1 << texts.size())
                .<Object>mapToObj(chosen -> IntStream.range(0, texts.size())
                        .filter(i -> (chosen >> i & 1) == 1)
                        .mapToObj(texts::get)
                        .toList())
                .toList();
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
        RoaringBitmap atoms = new RoaringBitmap();
        IntStream.range(0, samples.size())
                .filter(atom -> condition.matches(samples.get(atom)))
                .forEach(atoms::add);
        return atoms;
    }

    @Override
    public @Nullable Object sample(int atom) {
        return samples.get(atom);
    }

    @Override
    public List<Condition> describe(RoaringBitmap atoms) {
        List<Condition> parts = new ArrayList<>();
        if (atoms.contains(MISSING)) {
            parts.add(new Condition.Missing());
        }
        List<Object> values = atoms.stream()
                .filter(atom -> atom != MISSING)
                .<Object>mapToObj(atom -> Objects.requireNonNull(samples.get(atom)))
                .toList();
        if (values.size() == samples.size() - 1) {
            parts.add(new Condition.Present());
        } else if (field.type() == FieldType.TEXT && values.contains(OTHER)) {
            List<Object> others =
                    named.stream().filter(value -> !values.contains(value)).toList();
            parts.add(new Condition.NoneOf(others));
        } else if (!values.isEmpty()) {
            parts.add(new Condition.OneOf(values));
        }
        return parts;
    }
}
