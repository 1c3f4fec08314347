package io.gradus.app.assignment;

import io.gradus.app.shared.CustomerSight;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The outcome a customer holds in one policy, and why.
 *
 * @param since the evaluation date of the run that brought the outcome
 * @param asOf the evaluation date of the run that last gave this reason
 * @param row the row that decided, as Sheet!row
 * @param facts what was known of the customer, by field
 * @param run the run that brought the outcome
 * @param release the release that decided in it, 0 for a run of a time before releases
 */
public record Assignment(
        String policy,
        String outcome,
        LocalDate since,
        LocalDate asOf,
        String row,
        String because,
        List<String> otherRows,
        Map<String, String> actions,
        Map<String, Object> facts,
        String policyHash,
        String run,
        int release) {

    /** The same, with the values that the reader may see. */
    public Assignment seenBy(CustomerSight sight) {
        return new Assignment(
                policy,
                outcome,
                since,
                asOf,
                row,
                sight.because(because, facts),
                otherRows,
                actions,
                sight.values(facts),
                policyHash,
                run,
                release);
    }
}
