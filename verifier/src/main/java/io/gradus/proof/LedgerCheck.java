package io.gradus.proof;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the evidence of a stretch of the ledger. */
final class LedgerCheck {

    private static final Pattern LEAF = Pattern.compile("([1-9][0-9]{0,15}) ([0-9a-f]{64})");

    private final EvidenceVerification evidence;
    private final Map<String, Long> workbooks = new LinkedHashMap<>();
    private final Map<String, LedgerEntry> runs = new HashMap<>();
    private long entries;

    LedgerCheck(EvidenceVerification evidence) {
        this.evidence = evidence;
    }

    EvidenceReport report() throws UnusableEvidenceException {
        readCheckpoints();
        LedgerVerifier ledger = new LedgerVerifier(evidence.checkpoints());
        boolean readable = readLedger(ledger);
        LedgerReport report = ledger.finish();
        if (report.fault() != null && readable) {
            evidence.add(report.fault());
        } else if (report.signed() < report.read() && !evidence.checkpoints().isEmpty() && readable) {
            evidence.add(Fault.at(report.signed() + 1, FaultCode.NOT_SIGNED));
        }
        workbooks.forEach((sha256, sequence) -> {
            if (!evidence.hasWorkbook(sha256)) {
                evidence.add(Fault.at(sequence, FaultCode.WORKBOOK_MISSING, sha256));
            }
        });
        return evidence.report(false, entries, checkTrees());
    }

    private void readCheckpoints() throws UnusableEvidenceException {
        for (String name : evidence.zip().in("checkpoints")) {
            evidence.checkpoint(name, evidence.zip().bytes(name))
                    .filter(checkpoint -> !name.equals("checkpoints/" + checkpoint.size() + ".txt"))
                    .ifPresent(checkpoint -> evidence.add(Fault.of(FaultCode.CHECKPOINT_MISNAMED, name)));
        }
        List<String> origins = evidence.checkpoints().stream()
                .map(Checkpoint::origin)
                .distinct()
                .toList();
        if (origins.isEmpty()) {
            evidence.add(Fault.of(FaultCode.NO_CHECKPOINT));
        }
        if (origins.size() > 1) {
            evidence.add(Fault.of(FaultCode.ORIGINS_DIFFER, String.join(", ", origins)));
        }
    }

    /** False when the leaf hashes could not be read to the end. */
    private boolean readLedger(LedgerVerifier ledger) throws UnusableEvidenceException {
        try (EvidenceZip.Lines shown = evidence.zip().lines("entries.jsonl");
                EvidenceZip.Lines hidden = evidence.zip().lines("leaf-hashes.txt")) {
            int number = 1;
            byte[] leaf = hidden.next();
            boolean more = true;
            boolean before = true;
            while (leaf != null || before) {
                Matcher line = LEAF.matcher(leaf == null ? "" : new String(leaf, StandardCharsets.UTF_8));
                if (leaf != null && !line.matches()) {
                    evidence.add(Fault.of(FaultCode.LEAF_HASHES_INVALID, number));
                    return false;
                }
                if (before && (leaf == null || Long.parseLong(line.group(1)) != ledger.read() + 1)) {
                    more = readEntries(ledger, shown);
                    before = false;
                }
                if (leaf != null && more) {
                    more = ledger.leafHash(
                            Long.parseLong(line.group(1)), HexFormat.of().parseHex(line.group(2)));
                }
                leaf = leaf == null ? null : hidden.next();
                number++;
            }
            return true;
        }
    }

    private boolean readEntries(LedgerVerifier ledger, EvidenceZip.Lines lines) throws UnusableEvidenceException {
        boolean more = true;
        for (byte[] line = lines.next(); line != null && more; line = lines.next()) {
            long before = ledger.read();
            more = ledger.line(line);
            if (ledger.read() > before) {
                entries++;
                note(LedgerEntry.read(line));
            }
        }
        if (more && entries == 0) {
            evidence.add(Fault.of(FaultCode.NO_ENTRIES));
        }
        return more;
    }

    private void note(LedgerEntry entry) {
        if (entry.type().startsWith("policy.")) {
            noteWorkbooks(entry.sequence(), entry.payload());
        }
        if (entry.payload().get("root") instanceof String) {
            runs.putIfAbsent(runOf(entry), entry);
        }
    }

    /** A run's entry names the run in its payload, or is about it. */
    static String runOf(LedgerEntry entry) {
        return entry.payload().get("run") instanceof String run ? run : entry.subject();
    }

    private void noteWorkbooks(long sequence, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, inner) -> {
                if ("sha256".equals(name) && inner instanceof String sha256) {
                    workbooks.putIfAbsent(sha256, sequence);
                }
                noteWorkbooks(sequence, inner);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> noteWorkbooks(sequence, inner));
        }
    }

    private int checkTrees() throws UnusableEvidenceException {
        List<String> names = evidence.zip().in("trees");
        for (String name : names) {
            checkTree(name);
        }
        return names.size();
    }

    private void checkTree(String name) throws UnusableEvidenceException {
        MerkleFrontier tree = new MerkleFrontier();
        try (EvidenceZip.Lines lines = evidence.zip().lines(name)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                String hex = new String(line, StandardCharsets.UTF_8);
                if (!Sha256.isHex(hex)) {
                    evidence.add(Fault.of(FaultCode.TREE_INVALID, name, tree.size() + 1));
                    return;
                }
                tree.append(HexFormat.of().parseHex(hex));
            }
        }
        LedgerEntry run = runs.get(name.substring("trees/".length(), name.length() - ".txt".length()));
        if (run == null) {
            evidence.add(Fault.of(FaultCode.TREE_WITHOUT_RUN, name));
        } else if (!isRoot(tree, run.payload())) {
            evidence.add(Fault.at(run.sequence(), FaultCode.RUN_DIFFERS, name));
        }
    }

    private static boolean isRoot(MerkleFrontier tree, Map<String, Object> payload) {
        String root = Objects.toString(payload.get("root"));
        return Sha256.isHex(root)
                && tree.hasRoot(HexFormat.of().parseHex(root))
                && Objects.toString(payload.get("events")).equals(Long.toString(tree.size()));
    }
}
