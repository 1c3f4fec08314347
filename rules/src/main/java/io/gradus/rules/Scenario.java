package io.gradus.rules;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a workbook's Tests sheet: given these values, this outcome is expected.
 *
 * @param place the cell of the expected outcome
 * @param expected the outcome's code, or the number that the field must hold; absent when there must be none
 * @param scored the field that must hold the number; absent when an outcome is expected
 */
public record Scenario(
        Place place,
        String name,
        LocalDate asOf,
        Map<String, Object> given,
        @Nullable String expected,
        @Nullable String scored) {

    public Scenario {
        given = Map.copyOf(given);
    }

    /** A scenario that expects an outcome. */
    public Scenario(Place place, String name, LocalDate asOf, Map<String, Object> given, @Nullable String expected) {
        this(place, name, asOf, given, expected, null);
    }

    /** The customer that the scenario describes. */
    public Profile profile(Vocabulary vocabulary) {
        Profile.Builder builder = Profile.of(vocabulary, name, asOf);
        given.forEach(builder::set);
        return builder.build();
    }

    /**
     * What is wrong where the customer gets another outcome than is expected, or none.
     *
     * @param row where the row stands that decides; absent where none does
     */
    public Finding failure(@Nullable String outcome, @Nullable String row) {
        return outcome == null || row == null
                ? Finding.at(place, FindingCode.SCENARIO_UNDECIDED, name, String.valueOf(expected))
                : Finding.at(place, FindingCode.SCENARIO_FAILED, name, String.valueOf(expected), outcome, row);
    }
}
