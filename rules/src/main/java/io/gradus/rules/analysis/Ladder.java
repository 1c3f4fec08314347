package io.gradus.rules.analysis;

import com.google.common.collect.Comparators;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Outcome;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Rows that limit one and the same field and nothing else are the steps of a ladder where outcomes are ranked: the higher the
 * value, the higher the outcome, or the other way round. A step that breaks a ladder which all others keep, or two that seem
 * exchanged, are most likely a slip.
 *
 * <p>That outcomes are ranked shows in the rows: from top to bottom they give the outcomes in the order in which the policy
 * lists them, and only the limits break it; or the ladder is so long that its order is hardly chance.
 */
final class Ladder {

    /** With fewer steps nobody can tell the rule from the exception. */
    private static final int FEWEST_STEPS = 4;

    /** From so many steps, and outcomes among those in order, on an order is hardly chance. */
    private static final int LONG_STEPS = 6;

    private static final int LONG_OUTCOMES = 4;

    private record Step(Row row, Cell cell, BigDecimal from, int rank) {}

    /** Steps that are out of order: one, or two that seem exchanged; by their places in a list. */
    private record Slip(int step, int other) {
        boolean isExchange() {
            return step != other;
        }
    }

    private Ladder() {}

    static List<Finding> findings(PolicyWorkbook workbook) {
        DecisionTable table = workbook.table();
        List<String> outcomes =
                workbook.policy().outcomes().stream().map(Outcome::code).toList();
        List<Finding> findings = new ArrayList<>();
        for (int column = 0; column < table.conditions().size(); column++) {
            Field field = table.conditions().get(column).field();
            if (field.type().isOrdered()) {
                List<Step> steps = steps(table, column, outcomes);
                if (steps.size() >= FEWEST_STEPS) {
                    finding(steps, field).ifPresent(findings::add);
                }
            }
        }
        return findings;
    }

    private static Optional<Finding> finding(List<Step> fromTop, Field field) {
        if (isOrdered(keys(fromTop, Step::rank))) {
            return slip(keys(fromTop, Step::from)).map(slip -> finding(fromTop, slip, field));
        }
        List<Step> byLimit =
                fromTop.stream().sorted(Comparator.comparing(Step::from)).toList();
        return slip(keys(byLimit, Step::rank))
                .filter(slip -> isLong(byLimit, slip))
                .map(slip -> finding(byLimit, slip, field));
    }

    private static boolean isLong(List<Step> steps, Slip slip) {
        long kept = IntStream.range(0, steps.size())
                .filter(i -> slip.isExchange() || i != slip.step())
                .map(i -> steps.get(i).rank())
                .distinct()
                .count();
        return steps.size() >= LONG_STEPS && kept >= LONG_OUTCOMES;
    }

    private static Finding finding(List<Step> steps, Slip slip, Field field) {
        Step one = steps.get(slip.step());
        Step other = steps.get(slip.other());
        Step upper = one.row().number() <= other.row().number() ? one : other;
        Step lower = upper.equals(one) ? other : one;
        return slip.isExchange()
                ? Finding.at(
                        upper.cell().place(),
                        FindingCode.THRESHOLDS_EXCHANGED,
                        upper.row().place(),
                        upper.cell().text(),
                        upper.row().outcome(),
                        lower.row().place(),
                        lower.cell().text(),
                        lower.row().outcome(),
                        field.name())
                : Finding.at(
                        one.cell().place(),
                        FindingCode.THRESHOLDS_UNORDERED,
                        one.cell().text(),
                        one.row().outcome(),
                        field.name());
    }

    private static List<Step> steps(DecisionTable table, int column, List<String> outcomes) {
        return table.rows().stream()
                .filter(row -> isStep(row, column))
                .filter(row -> outcomes.contains(row.outcome()))
                .map(row -> new Step(
                        row, row.cells().get(column), from(row.cells().get(column)), outcomes.indexOf(row.outcome())))
                .toList();
    }

    private static boolean isStep(Row row, int column) {
        return IntStream.range(0, row.cells().size())
                .allMatch(i -> i == column
                        ? row.cells().get(i).condition() instanceof Condition.Within
                        : row.cells().get(i).condition() == Condition.ANY);
    }

    /** The lower end, or a number below all ends for a step that has none. */
    private static BigDecimal from(Cell cell) {
        Range<Comparable<?>> range = ((Condition.Within) cell.condition()).range();
        return range.hasLowerBound()
                ? Cut.number(range.lowerEndpoint())
                : Cut.number(range.upperEndpoint()).subtract(new BigDecimal("1e40"));
    }

    private static <K extends Comparable<K>> List<K> keys(List<Step> steps, Function<Step, K> key) {
        return steps.stream().map(key).toList();
    }

    /**
     * The one step without which the others are in the order that most of them keep; where several would do, or none does, the
     * two that seem exchanged.
     */
    private static <K extends Comparable<K>> Optional<Slip> slip(List<K> keys) {
        Comparator<K> order = mostlyFalling(keys) ? Comparator.reverseOrder() : Comparator.naturalOrder();
        if (isOrdered(keys)) {
            return Optional.empty();
        }
        List<Integer> odd = IntStream.range(0, keys.size())
                .filter(step -> Comparators.isInOrder(without(keys, step), order))
                .boxed()
                .toList();
        if (odd.size() == 1) {
            return Optional.of(new Slip(odd.get(0), odd.get(0)));
        }
        List<Slip> exchanges = IntStream.range(0, keys.size())
                .boxed()
                .flatMap(one -> IntStream.range(one + 1, keys.size()).mapToObj(other -> new Slip(one, other)))
                .filter(slip -> Comparators.isInOrder(exchanged(keys, slip), order))
                .toList();
        return exchanges.size() == 1 ? Optional.of(exchanges.get(0)) : Optional.empty();
    }

    private static <K extends Comparable<K>> boolean mostlyFalling(List<K> keys) {
        int rising = IntStream.range(0, keys.size())
                .flatMap(one -> IntStream.range(one + 1, keys.size())
                        .map(other -> Integer.signum(keys.get(other).compareTo(keys.get(one)))))
                .sum();
        return rising < 0;
    }

    private static <K> List<K> without(List<K> keys, int step) {
        List<K> others = new ArrayList<>(keys);
        others.remove(step);
        return others;
    }

    private static <K> List<K> exchanged(List<K> keys, Slip slip) {
        List<K> exchanged = new ArrayList<>(keys);
        Collections.swap(exchanged, slip.step(), slip.other());
        return exchanged;
    }

    private static <K extends Comparable<K>> boolean isOrdered(List<K> keys) {
        return Comparators.isInOrder(keys, Comparator.naturalOrder())
                || Comparators.isInOrder(keys, Comparator.reverseOrder());
    }
}
