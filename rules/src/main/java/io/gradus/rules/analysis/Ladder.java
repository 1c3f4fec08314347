package io.gradus.rules.analysis;

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
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that limit one and the same field and nothing else are the steps of a ladder: the higher the value, the higher the
 * outcome, or the other way round. A step that breaks a ladder which all others keep is most likely a slip.
 */
final class Ladder {

    /** With fewer steps nobody can tell the rule from the exception. */
    private static final int FEWEST_STEPS = 4;

    private record Step(Cell cell, BigDecimal from, int rank) {}

    private Ladder() {}

    static List<Finding> findings(PolicyWorkbook workbook) {
        DecisionTable table = workbook.table();
        List<String> outcomes =
                workbook.policy().outcomes().stream().map(Outcome::code).toList();
        List<Finding> findings = new ArrayList<>();
        for (int column = 0; column < table.conditions().size(); column++) {
            Field field = table.conditions().get(column).field();
            if (field.type().isOrdered()) {
                Step odd = oddOne(steps(table, column, outcomes));
                if (odd != null) {
                    findings.add(Finding.at(
                            odd.cell().place(),
                            FindingCode.THRESHOLDS_UNORDERED,
                            odd.cell().text(),
                            outcomes.get(odd.rank()),
                            field.name()));
                }
            }
        }
        return findings;
    }

    private static List<Step> steps(DecisionTable table, int column, List<String> outcomes) {
        return table.rows().stream()
                .filter(row -> isStep(row, column))
                .filter(row -> outcomes.contains(row.outcome()))
                .map(row -> new Step(
                        row.cells().get(column), from(row.cells().get(column)), outcomes.indexOf(row.outcome())))
                .sorted(Comparator.comparing(Step::from))
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

    /** The one step without which the ladder is in order; none when it is in order, or further out of it. */
    private static @Nullable Step oddOne(List<Step> steps) {
        if (steps.size() < FEWEST_STEPS || isOrdered(steps)) {
            return null;
        }
        return steps.stream()
                .filter(step -> isOrdered(
                        steps.stream().filter(other -> !other.equals(step)).toList()))
                .findFirst()
                .orElse(null);
    }

    private static boolean isOrdered(List<Step> steps) {
        return IntStream.range(1, steps.size())
                        .allMatch(i -> steps.get(i - 1).rank() >= steps.get(i).rank())
                || IntStream.range(1, steps.size())
                        .allMatch(i -> steps.get(i - 1).rank() <= steps.get(i).rank());
    }
}
