package io.gradus.rules;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came of one scenario. */
public record ScenarioResult(Scenario scenario, Decision decision) {

    static ScenarioResult of(Scenario scenario, Decision decision) {
        return new ScenarioResult(scenario, decision);
    }

    public boolean passed() {
        if (scenario.scored() == null) {
            return Objects.equals(scenario.expected(), decision.outcome());
        }
        BigDecimal sum = sum(scenario.scored());
        return scenario.expected() == null
                ? sum == null
                : sum != null && sum.compareTo(new BigDecimal(scenario.expected())) == 0;
    }

    private @Nullable BigDecimal sum(String field) {
        return (BigDecimal) decision.computed().get(field);
    }

    /** What is wrong, for a scenario that did not pass. */
    public Finding finding() {
        if (scenario.scored() != null) {
            BigDecimal sum = sum(scenario.scored());
            return Finding.at(
                    scenario.place(),
                    FindingCode.SUM_DIFFERS,
                    scenario.name(),
                    String.valueOf(scenario.scored()),
                    scenario.expected() == null ? "-" : scenario.expected(),
                    sum == null ? "-" : sum.toPlainString(),
                    rows());
        }
        return scenario.failure(
                decision.outcome(),
                decision.row() == null ? null : decision.row().place());
    }

    private String rows() {
        return decision.row() == null
                ? "-"
                : Stream.concat(Stream.of(decision.row()), decision.otherRows().stream())
                        .map(RowMatch::place)
                        .collect(Collectors.joining(", "));
    }
}
