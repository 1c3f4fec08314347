package io.gradus.rules.analysis;

import io.gradus.rules.Derivation;
import io.gradus.rules.Field;
import io.gradus.rules.Finding;
import io.gradus.rules.Place;
import io.gradus.rules.Profile;
import io.gradus.rules.Scenario;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.ConditionColumn;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What scenarios show of the rows of a table that could be read. A scenario that a row with an error may decide shows nothing,
 * and neither does one whose facts other policies compute.
 */
final class ReadScenarios {

    private final DecisionTable table;
    private final Vocabulary vocabulary;
    private final Predicate<Row> isRead;
    private final Set<Place.Cell> wrong;
    private final List<Finding> failed = new ArrayList<>();
    private boolean allDecided;

    /**
     * @param wrong the cells with errors
     * @param lines the lines of the sheet Tests that could be read
     */
    ReadScenarios(
            PolicyWorkbook workbook,
            Vocabulary vocabulary,
            Predicate<Row> isRead,
            Set<Place.Cell> wrong,
            Set<Integer> lines) {
        this.table = workbook.table();
        this.vocabulary = vocabulary;
        this.isRead = isRead;
        this.wrong = Set.copyOf(wrong);
        this.allDecided = !workbook.scenarios().isEmpty();
        for (Scenario scenario : workbook.scenarios()) {
            boolean known = lines.contains(((Place.Cell) scenario.place()).row()) && isKnown(scenario);
            allDecided &= known && run(scenario);
        }
    }

    List<Finding> failed() {
        return List.copyOf(failed);
    }

    /** Whether every scenario was decided, and by a row that could be read. */
    boolean areAllDecided() {
        return allDecided;
    }

    private boolean isKnown(Scenario scenario) {
        return table.conditions().stream()
                .map(ConditionColumn::field)
                .allMatch(field -> field.derivation() != Derivation.POLICY
                        || scenario.given().containsKey(field.name()));
    }

    private boolean run(Scenario scenario) {
        Profile profile = scenario.profile(vocabulary);
        Row row = table.rows().stream()
                .filter(one -> matches(one, profile))
                .findFirst()
                .orElse(null);
        boolean decided = row == null || isRead.test(row);
        String outcome = row == null ? null : row.outcome();
        if (decided && !Objects.equals(scenario.expected(), outcome)) {
            failed.add(scenario.failure(outcome, row == null ? null : row.place()));
        }
        return decided;
    }

    /** What is wrong of a field is taken as blank, so a row matches all whom it can be meant for, and perhaps more. */
    private boolean matches(Row row, Profile profile) {
        Set<Field> open = IntStream.range(0, row.cells().size())
                .filter(column -> wrong.contains(row.cells().get(column).place()))
                .mapToObj(this::field)
                .collect(Collectors.toSet());
        return IntStream.range(0, row.cells().size())
                .filter(column -> !open.contains(field(column)))
                .allMatch(column -> row.cells().get(column).condition().matches(profile.value(field(column))));
    }

    private Field field(int column) {
        return table.conditions().get(column).field();
    }
}
