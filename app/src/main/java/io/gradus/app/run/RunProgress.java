package io.gradus.app.run;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come.
 *
 * @param total customers to decide, 0 before they are counted
 * @param done customers decided
 * @param changed outcomes that the run changed
 * @param lastCustomer the last customer decided, in the order of ids
 * @param counts customers by policy and outcome
 */
public record RunProgress(
        long total, long done, long changed, @Nullable String lastCustomer, Map<String, Map<String, Long>> counts) {

    static final RunProgress NONE = new RunProgress(0, 0, 0, null, Map.of());

    /** The counts of one policy by outcome. */
    public Map<String, Long> countsOf(String policyId) {
        return counts.getOrDefault(policyId, Map.of());
    }

    RunProgress of(long customers) {
        return new RunProgress(customers, done, changed, lastCustomer, counts);
    }

    RunProgress plus(int customers, int changes, String last, Map<String, Map<String, Long>> more) {
        Map<String, Map<String, Long>> sums = new HashMap<>();
        counts.forEach((policy, outcomes) -> sums.put(policy, new HashMap<>(outcomes)));
        more.forEach((policy, outcomes) -> outcomes.forEach((outcome, count) ->
                sums.computeIfAbsent(policy, id -> new HashMap<>()).merge(outcome, count, Long::sum)));
        return new RunProgress(total, done + customers, changed + changes, last, sums);
    }
}
