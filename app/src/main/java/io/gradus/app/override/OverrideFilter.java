package io.gradus.app.override;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to look for among the overrides; what is absent does not matter.
 *
 * @param actor who proposed or answered
 * @param from the first moment at which it was proposed or answered
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
                && moments(override).anyMatch(this::isWithin);
    }

    private boolean isWithin(Instant moment) {
        return (from == null || !moment.isBefore(from)) && (to == null || moment.isBefore(to));
    }

    private static Stream<Instant> moments(OutcomeOverride override) {
        return Stream.concat(
                Stream.of(override.proposedAt()),
                Stream.ofNullable(override.answer()).map(OutcomeOverride.Answer::at));
    }

    private static Stream<String> actors(OutcomeOverride override) {
        return Stream.concat(
                Stream.of(override.proposer()),
                Stream.ofNullable(override.answer()).map(OutcomeOverride.Answer::actor));
    }
}
