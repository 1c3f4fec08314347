package io.gradus.proof;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A ledger of forty entries with an upload, a release and a run in it, and evidence of both kinds about it. */
final class SampleEvidence {

    static final String ORIGIN = "tiers.example/ledger";
    static final String RUN = "2026-11-23-1";
    static final NoteSigner SIGNER = NoteSigner.generate(ORIGIN, new SecureRandom());
    static final NoteSigner ANOTHER = NoteSigner.generate(ORIGIN, new SecureRandom());

    private static final byte[] WORKBOOK = "a workbook".getBytes(StandardCharsets.UTF_8);
    static final String WORKBOOK_HASH = Sha256.hex(WORKBOOK);

    final List<LedgerEntry> entries = new ArrayList<>();
    final MerkleTree tree = new MerkleTree();
    final MerkleTree runTree = new MerkleTree();
    final List<Map<String, Object>> events = new ArrayList<>();
    private final List<SignedNote> checkpoints = new ArrayList<>();

    SampleEvidence() {
        for (int i = 10; i < 20; i++) {
            Map<String, Object> event = Map.of(
                    "id",
                    "C" + i + "/" + RUN,
                    "run",
                    RUN,
                    "customer",
                    "C" + i,
                    "policy",
                    "customer-value",
                    "outcome",
                    "HIGH",
                    "workbook",
                    WORKBOOK_HASH,
                    "facts",
                    Map.of("spend12m", "1200.50", "orders", i, "名字", "\u20ac\ud83d\ude00\ufb33\n\"\\\u007f"));
            events.add(event);
            runTree.append(MerkleTree.leafHash(CanonicalJson.bytes(event)));
        }
        for (int sequence = 1; sequence <= 40; sequence++) {
            append(sequence);
            if (sequence % 10 == 0) {
                checkpoints.add(Checkpoint.of(ORIGIN, tree).sign(SIGNER));
            }
        }
    }

    private void append(int sequence) {
        String type = "user.role";
        Map<String, Object> payload =
                Map.of("warnings", List.of("TABLE_GAP", "缺口"), "final", true, "number", -sequence);
        if (sequence == 3) {
            type = "policy.uploaded";
            payload = Map.of("sha256", WORKBOOK_HASH, "extension", "xlsx");
        } else if (sequence == 5) {
            type = "policy.released";
            payload = Map.of("policies", Map.of("customer-value", Map.of("version", 1, "sha256", WORKBOOK_HASH)));
        } else if (sequence == 8) {
            type = "run.finished";
            String root = Checkpoint.of(ORIGIN, runTree).root();
            payload = Map.of("root", root, "events", runTree.size(), "run", RUN);
        }
        LedgerEntry entry = new LedgerEntry(
                sequence,
                entries.isEmpty()
                        ? LedgerEntry.NONE_BEFORE
                        : entries.get(sequence - 2).hash(),
                Instant.parse("2026-11-23T07:00:00.120Z").plusMillis(440L * sequence),
                "ada",
                type,
                "customer-value/" + sequence,
                "as agreed  已确认",
                payload);
        entries.add(entry);
        tree.append(MerkleTree.leafHash(entry.canonical()));
    }

    byte[] ledger(int from, int to) {
        boolean shown = from <= 8 && to >= 8;
        LedgerExport export = new LedgerExport(
                entries.subList(from - 1, to),
                tree,
                checkpoints,
                List.of(SIGNER.verifier()),
                List.of(new EvidenceWorkbook("xlsx", WORKBOOK)),
                shown ? Map.of(RUN, runTree) : Map.of());
        return written(out -> EvidenceWriter.ledger(out, export));
    }

    byte[] decision() {
        DecisionEvidence evidence = new DecisionEvidence(
                events.get(4),
                runTree.inclusionProof(4, runTree.size()),
                entries.get(7),
                entries.get(2),
                entries.get(4),
                tree,
                checkpoints.get(2),
                List.of(SIGNER.verifier()),
                new EvidenceWorkbook("xlsx", WORKBOOK));
        return written(out -> EvidenceWriter.decision(out, evidence));
    }

    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writing.to(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, byte[]> members(byte[] zip) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                members.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return members;
    }

    static byte[] zip(Map<String, byte[]> members) {
        return written(out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    static Path file(Path directory, String name, byte[] zip) {
        try {
            return Files.write(directory.resolve(name), zip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
