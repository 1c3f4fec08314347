package io.gradus.app.override;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to look for among the overrides; what is absent does not matter.
 *
 * @param actor who proposed or answered
 * @param from the first moment of the proposal
 * @param to the first moment after
 */
public record OverrideFilter(
        @Nullable String customer,
        @Nullable String policy,
        @Nullable OverrideStage stage,
        @Nullable String actor,
        @Nullable Instant from,
        @Nullable Instant to) {

    boolean meets(OutcomeOverride override) {
        return (customer == null || customer.equals(override.customerId()))
                && (policy == null || policy.equals(override.policy()))
                && (stage == null || stage == override.stage())
                && (actor == null || actors(override).anyMatch(actor::equals))
                && (from == null || !override.proposedAt().isBefore(from))
                && (to == null || override.proposedAt().isBefore(to));
    }

    private static Stream<String> actors(OutcomeOverride override) {
        Stream<String> proposer = Stream.of(override.proposer());
        return override.answer() == null
                ? proposer
                : Stream.concat(proposer, Stream.of(override.answer().actor()));
    }
}
