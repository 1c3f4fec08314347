package io.gradus.proof;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes into the evidence of one decision, and of nobody else's.
 *
 * @param decision the event of the run, with at least id, run, customer, policy, outcome, workbook and facts
 * @param proof that it stands in the run's tree
 * @param run the ledger entry with the root and the number of events of the run
 * @param upload the ledger entry with the SHA-256 of the workbook
 * @param release the ledger entry with the policies and the workbooks that decided
 * @param tree of the whole ledger, at least as large as the checkpoint
 * @param checkpoint that covers the three entries
 * @param keys that signed the checkpoint
 * @param workbook that decided
 */
public record DecisionEvidence(
        Map<String, Object> decision,
        InclusionProof proof,
        LedgerEntry run,
        LedgerEntry upload,
        LedgerEntry release,
        MerkleTree tree,
        SignedNote checkpoint,
        Collection<NoteVerifier> keys,
        EvidenceWorkbook workbook) {

    public DecisionEvidence {
        decision = Collections.unmodifiableMap(new LinkedHashMap<>(decision));
        keys = List.copyOf(keys);
    }
}
