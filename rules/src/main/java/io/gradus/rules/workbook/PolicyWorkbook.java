package io.gradus.rules.workbook;

import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Scenario;
import java.util.List;

/**
 * A workbook, typed.
 *
 * @param guide the lines of the Guide sheet, for people only
 * @param beyond the cells that say more than the typed table can; where there are any, the table alone does not decide
 */
public record PolicyWorkbook(
        PolicyDescription policy,
        DecisionTable table,
        List<Scenario> scenarios,
        List<String> guide,
        List<Place.Cell> beyond) {

    public PolicyWorkbook {
        scenarios = List.copyOf(scenarios);
        guide = List.copyOf(guide);
        beyond = List.copyOf(beyond);
    }

    /** A workbook whose table says all. */
    public PolicyWorkbook(PolicyDescription policy, DecisionTable table, List<Scenario> scenarios, List<String> guide) {
        this(policy, table, scenarios, guide, List.of());
    }
}
