package io.gradus.rules;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a workbook's Tests sheet: given these values, this outcome is expected.
 *
 * @param place the cell of the expected outcome
 * @param expected the outcome's code, absent when only fields are expected
 */
public record Scenario(
        Place place,
        String name,
        LocalDate asOf,
        Map<String, Object> given,
        @Nullable String expected) {

    public Scenario {
        given = Map.copyOf(given);
    }

    /** The customer that the scenario describes. */
    public Profile profile(Vocabulary vocabulary) {
        Profile.Builder builder = Profile.of(vocabulary, name, asOf);
        given.forEach(builder::set);
        return builder.build();
    }
}
