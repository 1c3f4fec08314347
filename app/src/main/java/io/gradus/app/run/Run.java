package io.gradus.app.run;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
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
 * @param policyHashes SHA-256 of each policy that decides and of those they use, by policy id
 * @param release the release that decides in it, from beginning to end
 * @param ledger how many entries the ledger had when it began: what was set by hand by then holds in all of it
 * @param owner the process that carries the run out
 * @param heartbeat when that process last said it was there; a run whose owner falls silent is taken over
 * @param failure why the run failed; absent unless it did
 */
@Document("runs")
public record Run(
        @Id String id,
        @Version @Nullable Long revision,
        String asOf,
        List<String> policies,
        Map<String, String> policyHashes,
        int release,
        long ledger,
        String startedBy,
        RunState state,
        @Nullable RunFailure failure,
        @JsonUnwrapped RunProgress progress,
        @JsonIgnore String owner,
        @JsonIgnore Instant heartbeat,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    public LocalDate date() {
        return LocalDate.parse(asOf);
    }

    Run at(RunProgress now, Instant when) {
        return new Run(
                id,
                revision,
                asOf,
                policies,
                policyHashes,
                release,
                ledger,
                startedBy,
                state,
                null,
                now,
                owner,
                when,
                startedAt,
                null);
    }

    Run takenOverBy(String process, Instant when) {
        return new Run(
                id,
                revision,
                asOf,
                policies,
                policyHashes,
                release,
                ledger,
                startedBy,
                state,
                null,
                progress,
                process,
                when,
                startedAt,
                null);
    }

    Run finished(Instant when) {
        return ended(RunState.FINISHED, null, when);
    }

    Run failed(RunFailure why, Instant when) {
        return ended(RunState.FAILED, why, when);
    }

    private Run ended(RunState end, @Nullable RunFailure why, Instant when) {
        return new Run(
                id,
                revision,
                asOf,
                policies,
                policyHashes,
                release,
                ledger,
                startedBy,
                state.moveTo(end),
                why,
                progress,
                owner,
                when,
                startedAt,
                when);
    }
}
