package io.gradus.app.audit;

import com.mongodb.client.MongoDatabase;
import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.Assignments;
import io.gradus.app.assignment.Assignments.UnprovedTier;
import io.gradus.app.assignment.RunDigest;
import io.gradus.app.audit.VerificationProgress.Step;
import io.gradus.app.ledger.LedgerVerification;
import io.gradus.app.policy.ArchivedBytes;
import io.gradus.app.run.FinishedRuns;
import io.gradus.app.run.RunProof;
import io.gradus.app.run.RunState;
import io.gradus.app.run.Runs;
import io.gradus.proof.NoteVerifier;
import io.gradus.proof.SignedNote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Verifies everything that lies in the database: the ledger from its first entry, the workbooks it names, the history events of every
 * run, and that every tier that somebody holds was brought by one of them.
 */
@Component
public class Verification {

    /** So many faults of a kind are told. */
    private static final int TOLD = 100;

    private final LedgerVerification ledger;
    private final ArchivedBytes workbooks;
    private final Assignments assignments;
    private final AssignmentHistory decisions;
    private final ObjectProvider<Runs> runs;

    /** @param runs asked only about runs that the ledger does not know, since they need a ledger that can be read */
    Verification(
            MongoDatabase database, Assignments assignments, AssignmentHistory decisions, ObjectProvider<Runs> runs) {
        this.ledger = new LedgerVerification(database);
        this.workbooks = new ArchivedBytes(database);
        this.assignments = assignments;
        this.decisions = decisions;
        this.runs = runs;
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
     * @param workbookFaults SHA-256 of workbooks that are missing or have other bytes
     * @param decisionFaults ids of events of no run that the ledger knows, and of those under a wrong id; the first hundred
     * @param tierFaults tiers that no event brought; the first hundred
     */
    public record Result(
            LedgerVerification.Result ledger,
            int runs,
            List<RunFault> runFaults,
            List<String> workbookFaults,
            List<String> decisionFaults,
            List<UnprovedTier> tierFaults) {

        public boolean isGood() {
            return ledger.isGood()
                    && runFaults.isEmpty()
                    && workbookFaults.isEmpty()
                    && decisionFaults.isEmpty()
                    && tierFaults.isEmpty();
        }
    }

    /** See {@link LedgerVerification#verify} for what is trusted. */
    public Result verify(Collection<NoteVerifier> trusted, Collection<SignedNote> kept, VerificationProgress progress) {
        FinishedRuns finished = new FinishedRuns();
        Set<String> hashes = new TreeSet<>();
        LedgerVerification.Result result = ledger.verify(
                trusted,
                kept,
                entry -> {
                    finished.apply(entry);
                    hashes.addAll(ArchivedBytes.namedBy(entry));
                },
                read -> progress.at(Step.ENTRIES, read));
        List<UnprovedTier> tiers = new ArrayList<>();
        assignments.unprovedTiers(
                tier -> {
                    if (tiers.size() < TOLD) {
                        tiers.add(tier);
                    }
                },
                customers -> progress.at(Step.TIERS, customers));
        return new Result(
                result,
                finished.all().size(),
                runFaults(finished, progress),
                hashes.stream().filter(hash -> !workbooks.isIntact(hash)).toList(),
                // Where the ledger is cut short, so are the runs it knows.
                result.isGood() ? strangeEvents(finished, progress) : List.of(),
                tiers);
    }

    private List<RunFault> runFaults(FinishedRuns finished, VerificationProgress progress) {
        List<RunFault> faults = new ArrayList<>();
        long events = 0;
        for (RunProof run : finished.all()) {
            RunDigest digest = decisions.digest(run.run());
            events += digest.events();
            progress.at(Step.RUNS, events);
            if (digest.events() != run.events() || !digest.root().equals(run.root())) {
                faults.add(new RunFault(run.run(), run.sequence(), run.events(), digest.events()));
            }
        }
        return faults;
    }

    private List<String> strangeEvents(FinishedRuns finished, VerificationProgress progress) {
        AtomicLong read = new AtomicLong();
        Map<String, Boolean> known = new HashMap<>();
        List<String> strange = new ArrayList<>();
        decisions.everyEvent((id, event) -> {
            progress.at(Step.DECISIONS, read.incrementAndGet());
            boolean isKnown =
                    known.computeIfAbsent(event.run(), run -> finished.find(run).isPresent() || isUnfinished(run));
            if (strange.size() < TOLD && (!isKnown || !id.equals(properId(event)))) {
                strange.add(id);
            }
        });
        return strange;
    }

    private static String properId(AssignmentEvent event) {
        return event.run() + "/" + event.policy() + "/" + event.customerId();
    }

    /** A run under way, or one that failed, left events that the ledger does not know. */
    private boolean isUnfinished(String run) {
        return runs.getObject()
                .find(run)
                .filter(found -> found.state() != RunState.FINISHED)
                .isPresent();
    }
}
