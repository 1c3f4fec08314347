package io.gradus.proof;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What goes into the evidence of a stretch of the ledger.
 *
 * @param entries one after the other, without a gap; read once
 * @param tree of the whole ledger, at least as large as the greatest checkpoint
 * @param checkpoints at least one that covers all entries
 * @param keys that signed the checkpoints
 * @param workbooks that the entries name, each once; read once
 * @param runs the trees over the events of runs in the ledger, by the run's id
 */
public record LedgerExport(
        Iterable<LedgerEntry> entries,
        MerkleTree tree,
        Collection<SignedNote> checkpoints,
        Collection<NoteVerifier> keys,
        Iterable<EvidenceWorkbook> workbooks,
        Map<String, MerkleTree> runs) {

    public LedgerExport {
        checkpoints = List.copyOf(checkpoints);
        keys = List.copyOf(keys);
        runs = Map.copyOf(runs);
    }
}
