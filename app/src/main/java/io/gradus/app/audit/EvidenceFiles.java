package io.gradus.app.audit;

import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.EventProof;
import io.gradus.app.ledger.Checkpoints;
import io.gradus.app.ledger.Ledger;
import io.gradus.app.ledger.LedgerFilter;
import io.gradus.app.ledger.LedgerKeys;
import io.gradus.app.ledger.LedgerTree;
import io.gradus.app.policy.ArchivedBytes;
import io.gradus.app.policy.ArchivedPolicies;
import io.gradus.app.policy.PolicyVersion;
import io.gradus.app.run.FinishedRuns;
import io.gradus.app.run.RunProof;
import io.gradus.app.shared.Conflict;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.Refusal;
import io.gradus.proof.Checkpoint;
import io.gradus.proof.DecisionEvidence;
import io.gradus.proof.EvidenceWorkbook;
import io.gradus.proof.EvidenceWriter;
import io.gradus.proof.LedgerEntry;
import io.gradus.proof.LedgerExport;
import io.gradus.proof.SignedNote;
import io.gradus.rules.PolicySource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Writes evidence that can be verified without this product: of a stretch of the ledger, or of one decision. */
@Component
public class EvidenceFiles {

    private final Ledger ledger;
    private final LedgerTree tree;
    private final LedgerKeys keys;
    private final Checkpoints checkpoints;
    private final ArchivedPolicies policies;
    private final AssignmentHistory decisions;
    private final FinishedRuns runs;

    EvidenceFiles(
            Ledger ledger,
            LedgerTree tree,
            LedgerKeys keys,
            Checkpoints checkpoints,
            ArchivedPolicies policies,
            AssignmentHistory decisions,
            FinishedRuns runs) {
        this.ledger = ledger;
        this.tree = tree;
        this.keys = keys;
        this.checkpoints = checkpoints;
        this.policies = policies;
        this.decisions = decisions;
        this.runs = runs;
    }

    /**
     * Writes the entries of a stretch, with the workbooks they name and all checkpoints up to a fresh one.
     *
     * @param from the first sequence number
     * @param to the last one; 0 for the latest
     * @throws Refusal when there are no such entries
     */
    public void ledger(long from, long to, OutputStream out) throws IOException {
        SignedNote fresh = checkpoints.sign();
        long size = Checkpoint.parse(fresh.text()).size();
        long last = to == 0 ? size : to;
        if (from < 1 || last < from || last > size) {
            throw new Refusal("refusal.stretch", from, last, size);
        }
        List<LedgerEntry> entries = new ArrayList<>();
        ledger.read(from, last, entries::add);
        Set<String> hashes = new TreeSet<>();
        entries.forEach(entry -> hashes.addAll(ArchivedBytes.namedBy(entry)));
        List<EvidenceWorkbook> workbooks = new ArrayList<>();
        policies.sources(hashes, source -> workbooks.add(workbook(source)));
        LedgerExport export =
                tree.ask(now -> new LedgerExport(entries, now, notesUpTo(size), keys.all(), workbooks, Map.of()));
        EvidenceWriter.ledger(out, export);
    }

    private List<SignedNote> notesUpTo(long size) {
        return checkpoints.all().stream()
                .filter(note -> Checkpoint.parse(note.text()).size() <= size)
                .toList();
    }

    private static EvidenceWorkbook workbook(PolicySource source) {
        String name = source.fileName();
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return new EvidenceWorkbook(extension, source.bytes());
    }

    /**
     * Writes one decision with its proof, and nothing about anybody else.
     *
     * @throws NotFound when there is no such decision
     * @throws Conflict when its run is not finished, or its events are not those that the ledger knows
     */
    public void decision(String id, OutputStream out) throws IOException {
        EventProof proof = decisions.proof(id);
        RunProof run = runs.find(proof.event().run())
                .orElseThrow(() ->
                        new Conflict("refusal.run-unfinished", proof.event().run()));
        if (!run.root().equals(proof.digest().root())) {
            throw new Conflict("refusal.run-changed", run.run(), run.sequence());
        }
        PolicyVersion version =
                policies.version(proof.event().policy(), proof.event().policyHash());
        SignedNote checkpoint = checkpoints.sign();
        DecisionEvidence evidence = new DecisionEvidence(
                proof.leaf(),
                proof.proof(),
                entry(run.sequence()),
                uploaded(version),
                only(LedgerFilter.of(
                        "release.published", "release/" + proof.event().release())),
                tree.copy(),
                checkpoint,
                keys.all(),
                workbook(policies.source(version)));
        EvidenceWriter.decision(out, evidence);
    }

    private LedgerEntry entry(long sequence) {
        return ledger.find(LedgerFilter.ALL, sequence - 1, 1).get(0);
    }

    private LedgerEntry uploaded(PolicyVersion version) {
        LedgerFilter shipped = LedgerFilter.of("policy.shipped", version.name());
        return ledger.find(shipped, 0, 1).stream()
                .findFirst()
                .orElseGet(() -> only(LedgerFilter.of("policy.uploaded", version.name())));
    }

    private LedgerEntry only(LedgerFilter filter) {
        return ledger.find(filter, 0, 1).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("refusal.no-entry", String.valueOf(filter.subject())));
    }
}
