package io.gradus.proof;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Checks the evidence of one decision: from the event up through the run to the ledger, and down to the workbook. */
final class DecisionCheck {

    private static final List<String> TEXTS = List.of("id", "run", "customer", "policy", "outcome", "workbook");

    private final EvidenceVerification evidence;
    private int entries;

    DecisionCheck(EvidenceVerification evidence) {
        this.evidence = evidence;
    }

    EvidenceReport report() throws UnusableEvidenceException {
        Optional<byte[]> note = evidence.required("checkpoint.txt");
        Optional<Checkpoint> checkpoint = note.flatMap(bytes -> evidence.checkpoint("checkpoint.txt", bytes));
        Optional<LedgerEntry> run = entry("run-entry", checkpoint);
        Optional<LedgerEntry> upload = entry("upload-entry", checkpoint);
        Optional<LedgerEntry> release = entry("release-entry", checkpoint);
        Optional<byte[]> bytes = evidence.required("decision.json");
        Optional<InclusionProof> proof = proof("decision-proof.json");
        Optional<Map<String, Object>> decision = bytes.flatMap(this::decision);
        if (decision.isPresent() && run.isPresent() && proof.isPresent()) {
            checkRun(bytes.orElseThrow(), decision.get(), run.get(), proof.get());
        }
        if (decision.isPresent() && upload.isPresent() && release.isPresent()) {
            checkWorkbook(decision.get(), upload.get(), release.get());
            run.ifPresent(entry -> checkOrder(upload.get(), release.get(), entry));
        }
        return evidence.report(true, entries, 0);
    }

    private Optional<LedgerEntry> entry(String name, Optional<Checkpoint> checkpoint) throws UnusableEvidenceException {
        Optional<byte[]> bytes = evidence.required(name + ".json");
        Optional<InclusionProof> proof = proof(name + "-proof.json");
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            LedgerEntry entry = LedgerEntry.read(bytes.get());
            entries++;
            if (proof.isPresent() && checkpoint.isPresent() && !isProven(entry, proof.get(), checkpoint.get())) {
                evidence.add(Fault.at(entry.sequence(), FaultCode.PROOF_WRONG, name + "-proof.json"));
            }
            return Optional.of(entry);
        } catch (InvalidEntryException e) {
            evidence.add(Fault.of(FaultCode.MEMBER_INVALID, name + ".json", e.getMessage()));
            return Optional.empty();
        }
    }

    private static boolean isProven(LedgerEntry entry, InclusionProof proof, Checkpoint checkpoint) {
        return proof.index() == entry.sequence() - 1
                && proof.size() == checkpoint.size()
                && proof.proves(MerkleTree.leafHash(entry.canonical()), checkpoint.rootBytes());
    }

    private Optional<InclusionProof> proof(String name) throws UnusableEvidenceException {
        Optional<byte[]> bytes = evidence.required(name);
        try {
            return bytes.map(InclusionProof::read);
        } catch (InvalidEntryException e) {
            evidence.add(Fault.of(FaultCode.MEMBER_INVALID, name, e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Map<String, Object>> decision(byte[] bytes) {
        try {
            Map<String, Object> decision = CanonicalJson.readCanonical(bytes);
            List<String> missing = TEXTS.stream()
                    .filter(field -> !(decision.get(field) instanceof String))
                    .toList();
            missing.forEach(field -> evidence.add(Fault.of(FaultCode.FIELD_MISSING, field)));
            if (!(decision.get("facts") instanceof Map)) {
                evidence.add(Fault.of(FaultCode.FIELD_MISSING, "facts"));
            }
            return Optional.of(decision);
        } catch (InvalidEntryException e) {
            evidence.add(Fault.of(FaultCode.MEMBER_INVALID, "decision.json", e.getMessage()));
            return Optional.empty();
        }
    }

    private void checkRun(byte[] bytes, Map<String, Object> decision, LedgerEntry run, InclusionProof proof) {
        String root = Objects.toString(run.payload().get("root"));
        boolean proven = Sha256.isHex(root)
                && Objects.toString(run.payload().get("events")).equals(Long.toString(proof.size()))
                && proof.proves(MerkleTree.leafHash(bytes), HexFormat.of().parseHex(root));
        if (!proven) {
            evidence.add(Fault.of(FaultCode.PROOF_WRONG, "decision-proof.json"));
        }
        if (!LedgerCheck.runOf(run).equals(decision.get("run"))) {
            evidence.add(Fault.at(run.sequence(), FaultCode.RUN_DIFFERS, "decision.json"));
        }
    }

    private void checkWorkbook(Map<String, Object> decision, LedgerEntry upload, LedgerEntry release) {
        String workbook = Objects.toString(decision.get("workbook"));
        if (!workbook.equals(upload.payload().get("sha256"))) {
            evidence.add(Fault.at(upload.sequence(), FaultCode.UPLOAD_DIFFERS));
        }
        boolean released = release.payload().get("policies") instanceof Map<?, ?> policies
                && policies.get(decision.get("policy")) instanceof Map<?, ?> policy
                && workbook.equals(policy.get("sha256"));
        if (!released) {
            evidence.add(Fault.at(release.sequence(), FaultCode.RELEASE_DIFFERS));
        }
        if (!evidence.hasWorkbook(workbook)) {
            evidence.add(Fault.at(upload.sequence(), FaultCode.WORKBOOK_MISSING, workbook));
        }
    }

    private void checkOrder(LedgerEntry upload, LedgerEntry release, LedgerEntry run) {
        if (upload.sequence() >= release.sequence() || release.sequence() >= run.sequence()) {
            evidence.add(Fault.at(run.sequence(), FaultCode.ORDER_WRONG));
        }
    }
}
