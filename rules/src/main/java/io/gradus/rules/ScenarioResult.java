package io.gradus.rules;

import java.util.Objects;

/** What came of one scenario. */
public record ScenarioResult(Scenario scenario, Decision decision) {

    static ScenarioResult of(Scenario scenario, Decision decision) {
        return new ScenarioResult(scenario, decision);
    }

    public boolean passed() {
        return Objects.equals(scenario.expected(), decision.outcome());
    }

    /** What is wrong, for a scenario that did not pass. */
    public Finding finding() {
        return Finding.at(
                scenario.place(),
                FindingCode.SCENARIO_FAILED,
                scenario.name(),
                String.valueOf(scenario.expected()),
                String.valueOf(decision.outcome()),
                decision.row() == null ? "-" : decision.row().place());
    }
}
