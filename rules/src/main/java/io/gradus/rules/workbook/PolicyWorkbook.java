package io.gradus.rules.workbook;

import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Scenario;
import java.util.List;

/**
 * A workbook, typed.
 *
 * @param guide the lines of the Guide sheet, for people only
 */
public record PolicyWorkbook(
        PolicyDescription policy, DecisionTable table, List<Scenario> scenarios, List<String> guide) {

    public PolicyWorkbook {
        scenarios = List.copyOf(scenarios);
        guide = List.copyOf(guide);
    }
}
