package io.gradus.app.run;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One re-evaluation of all customers; it lies in MongoDB as it is.
 *
 * @param asOf the evaluation date, yyyy-MM-dd
 * @param policyHashes SHA-256 of the workbook of each policy that decides, by policy id
 * @param total customers to decide, 0 before they are counted
 * @param done customers decided
 * @param changed outcomes that the run changed
 * @param lastCustomer the last customer decided, in the order of ids
 * @param counts customers by policy and outcome
 */
@Document("runs")
public record Run(
        @Id String id,
        @Version @Nullable Long revision,
        String asOf,
        List<String> policies,
        Map<String, String> policyHashes,
        RunState state,
        long total,
        long done,
        long changed,
        @Nullable String lastCustomer,
        Map<String, Map<String, Long>> counts,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    public LocalDate date() {
        return LocalDate.parse(asOf);
    }

    Run started(long customers) {
        return new Run(
                id,
                revision,
                asOf,
                policies,
                policyHashes,
                state,
                customers,
                done,
                changed,
                lastCustomer,
                counts,
                startedAt,
                finishedAt);
    }

    Run decided(int customers, int changes, String last, Map<String, Map<String, Long>> more) {
        Map<String, Map<String, Long>> sums = new HashMap<>();
        counts.forEach((policy, outcomes) -> sums.put(policy, new HashMap<>(outcomes)));
        more.forEach((policy, outcomes) -> outcomes.forEach((outcome, count) ->
                sums.computeIfAbsent(policy, id -> new HashMap<>()).merge(outcome, count, Long::sum)));
        return new Run(
                id,
                revision,
                asOf,
                policies,
                policyHashes,
                state,
                total,
                done + customers,
                changed + changes,
                last,
                sums,
                startedAt,
                finishedAt);
    }

    Run ended(RunState end, Instant when) {
        return new Run(
                id,
                revision,
                asOf,
                policies,
                policyHashes,
                state.moveTo(end),
                total,
                done,
                changed,
                lastCustomer,
                counts,
                startedAt,
                when);
    }
}
