package io.gradus.proof;

import java.util.List;

/**
 * What was checked in a file of evidence, and what is wrong with it.
 *
 * @param decision whether the file is about one decision, not about a stretch of the ledger
 * @param entries how many ledger entries it shows
 * @param checkpoints those a known key signed
 * @param keys against which signatures were checked
 * @param keysFromFile whether these are the file's own keys, which prove nothing about who wrote it
 * @param workbooks how many workbooks it holds
 * @param runs how many runs' trees were computed again
 * @param faults none when all is well
 */
public record EvidenceReport(
        boolean decision,
        long entries,
        List<Checkpoint> checkpoints,
        List<NoteVerifier> keys,
        boolean keysFromFile,
        int workbooks,
        int runs,
        List<Fault> faults) {

    public EvidenceReport {
        checkpoints = List.copyOf(checkpoints);
        keys = List.copyOf(keys);
        faults = List.copyOf(faults);
    }

    public boolean isGood() {
        return faults.isEmpty();
    }
}
