package io.gradus.rules.workbook;

import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Scenario;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workbook, typed.
 *
 * @param guide the lines of the Guide sheet, for people only
 * @param nativeTables the tables as they lie there, where they say more than the typed table can; then it alone does not decide
 */
public record PolicyWorkbook(
        PolicyDescription policy,
        DecisionTable table,
        List<Scenario> scenarios,
        List<String> guide,
        @Nullable NativeTables nativeTables) {

    public PolicyWorkbook {
        scenarios = List.copyOf(scenarios);
        guide = List.copyOf(guide);
    }

    /** A workbook whose table says all. */
    public PolicyWorkbook(PolicyDescription policy, DecisionTable table, List<Scenario> scenarios, List<String> guide) {
        this(policy, table, scenarios, guide, null);
    }

    /** The cells that say more than the typed table can. */
    public List<Place.Cell> beyond() {
        return nativeTables == null ? List.of() : nativeTables.beyond();
    }
}
