package io.gradus.rules.workbook;

import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Scenario;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workbook, typed.
 *
 * @param guide the lines of the Guide sheet, for people only
 * @param scenariosPlace the sheet Tests; absent when there is none
 * @param outcomePlaces where each outcome stands in the Policy sheet, by code
 * @param nativeTables the tables as they lie there, where they say more than the typed table can; then it alone does not decide
 */
public record PolicyWorkbook(
        PolicyDescription policy,
        DecisionTable table,
        List<Scenario> scenarios,
        @Nullable Place scenariosPlace,
        List<String> guide,
        Map<String, Place> outcomePlaces,
        @Nullable NativeTables nativeTables) {

    public PolicyWorkbook {
        scenarios = List.copyOf(scenarios);
        guide = List.copyOf(guide);
        outcomePlaces = Map.copyOf(outcomePlaces);
    }

    /** A workbook that has not been read from a file. */
    public PolicyWorkbook(PolicyDescription policy, DecisionTable table, List<Scenario> scenarios, List<String> guide) {
        this(policy, table, scenarios, null, guide, Map.of(), null);
    }

    /** The cells that say more than the typed table can. */
    public List<Place.Cell> beyond() {
        return nativeTables == null ? List.of() : nativeTables.beyond();
    }
}
