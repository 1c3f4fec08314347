package io.gradus.app.run;

import io.gradus.app.ledger.LedgerFold;
import io.gradus.proof.LedgerEntry;
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
            proofs.put(
                    entry.subject(),
                    new RunProof(
                            entry.subject(),
                            entry.sequence(),
                            ((Number) Objects.requireNonNull(entry.payload().get("events"))).longValue(),
                            String.valueOf(entry.payload().get("root"))));
        }
    }

    public synchronized Optional<RunProof> find(String run) {
        return Optional.ofNullable(proofs.get(run));
    }

    /** All of them, in the order of the ledger. */
    public synchronized List<RunProof> all() {
        return List.copyOf(proofs.values());
    }
}
