package io.gradus.tables;

import static io.gradus.rules.fixtures.WorkbookFixture.DAY;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Profile;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a table's answers change: the limits of its cells, the values next to them, the values they list, and absence. */
final class Boundaries {

    private static final int MOST = 20_000;

    private Boundaries() {}

    /**
     * A limit of a cell.
     *
     * @param value the limit itself
     * @param neighbours the values a step away that the other side of the limit begins with; one of them is enough
     */
    record Limit(BigDecimal value, List<BigDecimal> neighbours) {}

    /** The smallest step that people take in a field's values. */
    static BigDecimal step(Field field) {
        return switch (field.type()) {
            case WHOLE, DATE -> BigDecimal.ONE;
            case RATE -> new BigDecimal("0.0001");
            default -> new BigDecimal("0.01");
        };
    }

    /** The limits that a condition sets to a field of numbers. */
    static List<Limit> limits(Field field, Condition condition) {
        BigDecimal step = step(field);
        List<Limit> limits = new ArrayList<>();
        if (condition instanceof Condition.Within within) {
            Range<Comparable<?>> range = within.range();
            if (range.hasLowerBound()) {
                BigDecimal limit = new BigDecimal(range.lowerEndpoint().toString());
                boolean closed = range.lowerBoundType() == BoundType.CLOSED;
                limits.add(new Limit(limit, List.of(closed ? limit.subtract(step) : limit.add(step))));
            }
            if (range.hasUpperBound()) {
                BigDecimal limit = new BigDecimal(range.upperEndpoint().toString());
                boolean closed = range.upperBoundType() == BoundType.CLOSED;
                limits.add(new Limit(limit, List.of(closed ? limit.add(step) : limit.subtract(step))));
            }
        } else if (condition instanceof Condition.OneOf oneOf && field.type().isOrdered()) {
            oneOf.values().stream()
                    .map(value -> new BigDecimal(value.toString()))
                    .forEach(value -> limits.add(new Limit(value, List.of(value.subtract(step), value.add(step)))));
        }
        return limits;
    }

    /** Customers with every combination of each column's values; a sample of them where there are too many. */
    static List<Profile> profiles(DecisionTable table) {
        List<List<@Nullable Object>> values = IntStream.range(
                        0, table.conditions().size())
                .mapToObj(column -> values(table, column))
                .toList();
        long combinations = values.stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
        Random random = new Random(20261122);
        return Stream.iterate(0L, number -> number + 1)
                .limit(Math.min(combinations, MOST))
                .map(number -> combinations <= MOST ? number : random.nextLong(combinations))
                .map(number -> profile(table, values, number))
                .toList();
    }

    private static Profile profile(DecisionTable table, List<List<@Nullable Object>> values, long number) {
        Profile.Builder builder = Profile.of(VOCABULARY, "b-" + number, DAY);
        long rest = number;
        for (int column = 0; column < values.size(); column++) {
            List<@Nullable Object> choices = values.get(column);
            builder.set(table.conditions().get(column).field(), choices.get((int) (rest % choices.size())));
            rest /= choices.size();
        }
        return builder.build();
    }

    private static List<@Nullable Object> values(DecisionTable table, int column) {
        Field field = table.conditions().get(column).field();
        Set<@Nullable Object> values = new LinkedHashSet<>(plain(field));
        for (Row row : table.rows()) {
            Condition condition = row.cells().get(column).condition();
            if (field.type().isDecimal() || field.type() == FieldType.WHOLE) {
                limits(field, condition).forEach(limit -> around(field, limit.value(), values));
            } else {
                listed(condition).forEach(value -> values.add(several(field, value)));
            }
        }
        values.add(null);
        return new ArrayList<>(values);
    }

    private static void around(Field field, BigDecimal limit, Set<@Nullable Object> values) {
        BigDecimal step = field.type().isDecimal() ? new BigDecimal("0.0001") : BigDecimal.ONE;
        Stream.of(limit.subtract(step), limit, limit.add(step))
                .map(value -> field.type().isDecimal() ? (Object) value : (Object) value.intValueExact())
                .forEach(values::add);
    }

    private static List<Object> listed(Condition condition) {
        if (condition instanceof Condition.OneOf oneOf) {
            return oneOf.values();
        }
        return condition instanceof Condition.NoneOf noneOf ? noneOf.values() : List.of();
    }

    private static Object several(Field field, Object value) {
        return field.type() == FieldType.TEXTS ? List.of("another", value) : value;
    }

    /** Values that no cell needs to name. */
    private static List<? extends Object> plain(Field field) {
        return switch (field.type()) {
            case CHOICE -> field.choices();
            case TRUTH -> List.of(true, false);
            case DATE -> List.of(DAY);
            case TEXT -> List.of("another");
            case TEXTS -> List.of(List.of("another"));
            case WHOLE -> List.of(1);
            case DECIMAL, MONEY, RATE -> List.of(new BigDecimal("0.5"));
        };
    }

    /** The first row that matches, read from the typed table without Drools. */
    static Optional<Row> firstRow(DecisionTable table, List<Row> rows, Profile profile) {
        return rows.stream().filter(row -> matches(table, row, profile)).findFirst();
    }

    private static boolean matches(DecisionTable table, Row row, Profile profile) {
        return IntStream.range(0, row.cells().size())
                .allMatch(i -> row.cells()
                        .get(i)
                        .condition()
                        .matches(profile.value(table.conditions().get(i).field())));
    }
}
