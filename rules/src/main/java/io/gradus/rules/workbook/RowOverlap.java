package io.gradus.rules.workbook;

import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for rows that can match the same customer and say different things of them. */
final class RowOverlap {

    /** Larger tables are not looked through, since the pairs of their rows are too many. */
    private static final int MAXIMUM_ROWS = 2_000;

    private final DecisionTable table;
    private final List<Map<Field, Condition>> asked = new ArrayList<>();

    /** Two rows, the upper one first. */
    record Pair(Row upper, Row lower) {}

    private RowOverlap(DecisionTable table) {
        this.table = table;
    }

    /** The first such rows, if there are any. */
    static Optional<Pair> first(DecisionTable table) {
        return table.rows().size() > MAXIMUM_ROWS ? Optional.empty() : new RowOverlap(table).first();
    }

    private Optional<Pair> first() {
        table.rows().forEach(row -> asked.add(byField(row)));
        for (int lower = 1; lower < asked.size(); lower++) {
            for (int upper = 0; upper < lower; upper++) {
                if (differ(table.rows().get(upper), table.rows().get(lower))
                        && overlap(asked.get(upper), asked.get(lower))) {
                    return Optional.of(
                            new Pair(table.rows().get(upper), table.rows().get(lower)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean differ(Row one, Row other) {
        return !one.outcome().equals(other.outcome()) || !one.actions().equals(other.actions());
    }

    /** What the row asks of each field by all its columns. */
    private Map<Field, Condition> byField(Row row) {
        Map<Field, Condition> conditions = new HashMap<>();
        for (int i = 0; i < row.cells().size(); i++) {
            Field field = table.conditions().get(i).field();
            Condition condition = row.cells().get(i).condition();
            Condition before = conditions.getOrDefault(field, Condition.ANY);
            conditions.put(field, ConstraintConditions.both(before, condition).orElse(condition));
        }
        return conditions;
    }

    private static boolean overlap(Map<Field, Condition> one, Map<Field, Condition> other) {
        return one.entrySet().stream()
                .allMatch(entry ->
                        overlap(entry.getKey(), entry.getValue(), other.getOrDefault(entry.getKey(), Condition.ANY)));
    }

    private static boolean overlap(Field field, Condition one, Condition other) {
        if (one == Condition.ANY || other == Condition.ANY) {
            return true;
        }
        if (one instanceof Condition.Missing || other instanceof Condition.Missing) {
            return one.equals(other);
        }
        if (field.type() == FieldType.TEXTS) {
            // A customer may have all the texts that either row asks for.
            return true;
        }
        if (one instanceof Condition.OneOf values) {
            return values.values().stream().anyMatch(other::matches);
        }
        if (other instanceof Condition.OneOf values) {
            return values.values().stream().anyMatch(one::matches);
        }
        if (one instanceof Condition.Within left && other instanceof Condition.Within right) {
            return left.range().isConnected(right.range())
                    && hasValues(field, left.range().intersection(right.range()));
        }
        return true;
    }

    private static boolean hasValues(Field field, Range<Comparable<?>> range) {
        if (field.type() != FieldType.WHOLE || !range.hasLowerBound() || !range.hasUpperBound()) {
            return !range.isEmpty();
        }
        return !Range.range(
                        (Integer) range.lowerEndpoint(),
                        range.lowerBoundType(),
                        (Integer) range.upperEndpoint(),
                        range.upperBoundType())
                .canonical(DiscreteDomain.integers())
                .isEmpty();
    }
}
