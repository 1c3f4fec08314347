package io.gradus.rules;

import java.util.List;
import java.util.Optional;

/**
 * What a policy says of itself.
 *
 * @param outcomes highest first; empty for a policy that only computes fields
 */
public record PolicyDescription(String id, Labels title, Labels description, List<Outcome> outcomes) {

    public PolicyDescription {
        outcomes = List.copyOf(outcomes);
    }

    public Optional<Outcome> outcome(String code) {
        return outcomes.stream().filter(outcome -> outcome.code().equals(code)).findFirst();
    }
}
