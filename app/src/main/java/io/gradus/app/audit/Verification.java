package io.gradus.app.audit;

import com.mongodb.client.MongoDatabase;
import io.gradus.app.assignment.Assignments;
import io.gradus.app.assignment.RunDigest;
import io.gradus.app.ledger.LedgerVerification;
import io.gradus.app.run.FinishedRuns;
import io.gradus.app.run.RunProof;
import io.gradus.proof.NoteVerifier;
import io.gradus.proof.SignedNote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** Verifies everything that lies in the database: the ledger from its first entry, and the history events of every run. */
@Component
public class Verification {

    private final LedgerVerification ledger;
    private final Assignments assignments;

    Verification(MongoDatabase database, Assignments assignments) {
        this.ledger = new LedgerVerification(database);
        this.assignments = assignments;
    }

    /**
     * A run whose events are not those that the ledger knows.
     *
     * @param sequence of the run's entry
     */
    public record RunFault(String run, long sequence, long expectedEvents, long events) {}

    /**
     * What came of it.
     *
     * @param runs how many finished runs were compared with their events
     */
    public record Result(LedgerVerification.Result ledger, int runs, List<RunFault> runFaults) {

        public boolean isGood() {
            return ledger.isGood() && runFaults.isEmpty();
        }
    }

    /** See {@link LedgerVerification#verify} for what is trusted. */
    public Result verify(Collection<NoteVerifier> trusted, Collection<SignedNote> kept, LongConsumer progress) {
        FinishedRuns finished = new FinishedRuns();
        LedgerVerification.Result result = ledger.verify(trusted, kept, finished::apply, progress);
        List<RunFault> faults = new ArrayList<>();
        for (RunProof run : finished.all()) {
            RunDigest digest = assignments.digest(run.run());
            if (digest.events() != run.events() || !digest.root().equals(run.root())) {
                faults.add(new RunFault(run.run(), run.sequence(), run.events(), digest.events()));
            }
        }
        return new Result(result, finished.all().size(), faults);
    }
}
