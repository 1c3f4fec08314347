package io.gradus.app.assignment;

import io.gradus.app.shared.CustomerSight;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer came to an outcome.
 *
 * @param id run, policy and customer
 * @param from the outcome before, absent for the first
 * @param at when the run that brought it started
 * @param release the release that decided, 0 for a run of a time before releases
 */
public record AssignmentEvent(
        String id,
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
        String run,
        int release) {

    /** The same, with the values that the reader may see. */
    public AssignmentEvent seenBy(CustomerSight sight) {
        return new AssignmentEvent(
                id,
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
                run,
                release);
    }
}
