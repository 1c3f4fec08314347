package io.gradus.proof;

import io.gradus.proof.UnusableEvidenceException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks a file of evidence, of either kind, and says everything that is wrong with it. */
public final class EvidenceVerification {

    private final EvidenceZip zip;
    private final List<NoteVerifier> keys = new ArrayList<>();
    private final boolean keysFromFile;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final Set<String> workbooks = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();

    private EvidenceVerification(EvidenceZip zip, Collection<NoteVerifier> known) throws UnusableEvidenceException {
        this.zip = zip;
        this.keysFromFile = known.isEmpty();
        this.keys.addAll(known);
        if (keysFromFile) {
            readKeys();
        }
    }

    /**
     * Verifies a file.
     *
     * @param known the keys to trust; when there are none, those of the file itself, and the report says so
     */
    public static EvidenceReport verify(Path file, Collection<NoteVerifier> known) throws UnusableEvidenceException {
        try (EvidenceZip zip = new EvidenceZip(file)) {
            boolean decision = zip.has("decision.json");
            if (decision == zip.has("entries.jsonl")) {
                throw new UnusableEvidenceException(Reason.NO_EVIDENCE, file.toString());
            }
            EvidenceVerification verification = new EvidenceVerification(zip, known);
            verification.readWorkbooks();
            return decision ? new DecisionCheck(verification).report() : new LedgerCheck(verification).report();
        }
    }

    EvidenceZip zip() {
        return zip;
    }

    List<Checkpoint> checkpoints() {
        return checkpoints;
    }

    boolean hasWorkbook(String sha256) {
        return workbooks.contains(sha256);
    }

    void add(Fault fault) {
        faults.add(fault);
    }

    EvidenceReport report(boolean decision, long entries, int runs) {
        return new EvidenceReport(decision, entries, checkpoints, keys, keysFromFile, workbooks.size(), runs, faults);
    }

    /** A member that must be there. */
    Optional<byte[]> required(String name) throws UnusableEvidenceException {
        if (zip.has(name)) {
            return Optional.of(zip.bytes(name));
        }
        faults.add(Fault.of(FaultCode.MEMBER_MISSING, name));
        return Optional.empty();
    }

    /** The checkpoint in a member, if it and its signature hold. */
    Optional<Checkpoint> checkpoint(String name, byte[] note) {
        try {
            Checkpoint checkpoint = Checkpoint.open(SignedNote.parse(note), keys);
            checkpoints.add(checkpoint);
            return Optional.of(checkpoint);
        } catch (InvalidNoteException e) {
            faults.add(Fault.of(FaultCode.CHECKPOINT_INVALID, name, e.getMessage()));
            return Optional.empty();
        }
    }

    private void readKeys() throws UnusableEvidenceException {
        try (EvidenceZip.Lines lines = zip.lines("keys.txt")) {
            int number = 1;
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                try {
                    keys.add(NoteVerifier.parse(new String(line, StandardCharsets.UTF_8)));
                } catch (InvalidNoteException e) {
                    faults.add(Fault.of(FaultCode.KEYS_INVALID, number, e.getMessage()));
                }
                number++;
            }
        }
    }

    private void readWorkbooks() throws UnusableEvidenceException {
        for (String name : zip.in("workbooks")) {
            String sha256 = name.substring("workbooks/".length(), name.indexOf('.'));
            if (Sha256.hex(zip.bytes(name)).equals(sha256)) {
                workbooks.add(sha256);
            } else {
                faults.add(Fault.of(FaultCode.WORKBOOK_CHANGED, name));
            }
        }
    }
}
