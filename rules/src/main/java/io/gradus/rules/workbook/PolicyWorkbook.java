package io.gradus.rules.workbook;

import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Scenario;
import java.util.List;
import java.util.Map;

/**
 * A workbook, typed.
 *
 * @param guide the lines of the Guide sheet, for people only
 * @param outcomePlaces where each outcome stands in the Policy sheet, by code
 */
public record PolicyWorkbook(
        PolicyDescription policy,
        DecisionTable table,
        List<Scenario> scenarios,
        List<String> guide,
        Map<String, Place> outcomePlaces) {

    public PolicyWorkbook {
        scenarios = List.copyOf(scenarios);
        guide = List.copyOf(guide);
        outcomePlaces = Map.copyOf(outcomePlaces);
    }

    /** A workbook that has not been read from a file. */
    public PolicyWorkbook(PolicyDescription policy, DecisionTable table, List<Scenario> scenarios, List<String> guide) {
        this(policy, table, scenarios, guide, Map.of());
    }
}
