package io.gradus.app.run;

import io.gradus.app.ledger.LedgerFold;
import io.gradus.proof.LedgerEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The runs that the ledger knows. */
@Component
public class FinishedRuns implements LedgerFold {

    static final String FINISHED = "run.finished";

    private final Map<String, RunProof> proofs = new LinkedHashMap<>();

    @Override
    public synchronized void apply(LedgerEntry entry) {
        if (entry.type().equals(FINISHED)) {
            proofs.put(entry.subject(), proof(entry));
        }
    }

    private static RunProof proof(LedgerEntry entry) {
        List<String> policies = ((List<?>)
                        Objects.requireNonNull(entry.payload().get("policies")))
                .stream().map(String::valueOf).toList();
        return new RunProof(
                entry.subject(),
                entry.sequence(),
                entry.payload().get("startedAt") instanceof String text ? Instant.parse(text) : Instant.EPOCH,
                entry.at(),
                Math.toIntExact(number(entry, "release")),
                policies,
                number(entry, "events"),
                String.valueOf(entry.payload().get("root")));
    }

    private static long number(LedgerEntry entry, String name) {
        return ((Number) Objects.requireNonNull(entry.payload().get(name), name)).longValue();
    }

    /** The last run that had decided a policy by a moment, of those that began at another one or later. */
    public synchronized Optional<RunProof> latest(String policy, Instant begun, Instant moment) {
        return proofs.values().stream()
                .filter(run -> run.policies().contains(policy))
                .filter(run -> !run.startedAt().isBefore(begun) && !run.at().isAfter(moment))
                .reduce((earlier, later) -> later);
    }

    public synchronized Optional<RunProof> find(String run) {
        return Optional.ofNullable(proofs.get(run));
    }

    /** All of them, in the order of the ledger. */
    public synchronized List<RunProof> all() {
        return List.copyOf(proofs.values());
    }
}
