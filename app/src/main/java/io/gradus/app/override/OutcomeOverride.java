package io.gradus.app.override;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's proposal to set a customer's outcome by hand, or to go back to what the rules say.
 *
 * @param number of the ledger entry that proposed it
 * @param outcome the code of the outcome; absent for going back to the rules
 * @param until the last day on which it holds, in UTC; absent for going back to the rules
 * @param reason why it was proposed
 * @param answer what somebody else said to it; absent while it waits
 */
public record OutcomeOverride(
        long number,
        String customerId,
        String policy,
        @Nullable String outcome,
        @Nullable LocalDate until,
        String proposer,
        Instant proposedAt,
        String reason,
        OverrideStage stage,
        @Nullable Answer answer) {

    /**
     * Somebody approved it, sent it back or took it back.
     *
     * @param entry of the ledger that says so
     */
    public record Answer(long entry, String actor, Instant at, String reason) {}

    OutcomeOverride answered(OverrideStage now, Answer by) {
        return new OutcomeOverride(number, customerId, policy, outcome, until, proposer, proposedAt, reason, now, by);
    }

    /** Whether it sets an outcome on that day, as far as nothing later took its place. */
    boolean sets(LocalDate day) {
        return outcome != null && until != null && !day.isAfter(until);
    }
}
