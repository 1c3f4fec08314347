package io.gradus.app.assignment;

import io.gradus.app.shared.CustomerSight;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer came to an outcome.
 *
 * @param from the outcome before, absent for the first
 * @param at when the run that brought it started
 */
public record AssignmentEvent(
        String customerId,
        String policy,
        @Nullable String from,
        String to,
        Instant at,
        LocalDate asOf,
        String row,
        String because,
        Map<String, Object> facts,
        String policyHash,
        String run) {

    /** The same, with the values that the reader may see. */
    public AssignmentEvent seenBy(CustomerSight sight) {
        return new AssignmentEvent(
                customerId,
                policy,
                from,
                to,
                at,
                asOf,
                row,
                sight.because(because, facts),
                sight.values(facts),
                policyHash,
                run);
    }
}
