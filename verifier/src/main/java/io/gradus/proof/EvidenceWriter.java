package io.gradus.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes evidence as a zip; the same content gives the same bytes. */
public final class EvidenceWriter {

    /** Zips carry a time per file; a constant one keeps the bytes the same. */
    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final ZipOutputStream zip;

    private EvidenceWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /** Writes a stretch of the ledger; the stream stays open. */
    public static void ledger(OutputStream out, LedgerExport export) throws IOException {
        EvidenceWriter writer = new EvidenceWriter(out);
        writer.resource("README-ledger.txt");
        writer.keys(export.keys());
        long greatest = writer.checkpoints(export.checkpoints());
        writer.entries(export.entries(), export.tree(), greatest);
        for (EvidenceWorkbook workbook : export.workbooks()) {
            writer.member(workbook.name(), workbook.bytes());
        }
        for (Map.Entry<String, MerkleTree> run : new TreeMap<>(export.runs()).entrySet()) {
            writer.leaves("trees/" + run.getKey() + ".txt", run.getValue());
        }
        writer.zip.finish();
    }

    /** Writes one decision; the stream stays open. */
    public static void decision(OutputStream out, DecisionEvidence evidence) throws IOException {
        EvidenceWriter writer = new EvidenceWriter(out);
        long size = Checkpoint.parse(evidence.checkpoint().text()).size();
        writer.resource("README-decision.txt");
        writer.keys(evidence.keys());
        writer.member("checkpoint.txt", evidence.checkpoint().bytes());
        writer.member("decision.json", CanonicalJson.bytes(evidence.decision()));
        writer.member("decision-proof.json", evidence.proof().canonical());
        writer.proven("run-entry", evidence.run(), evidence.tree(), size);
        writer.proven("upload-entry", evidence.upload(), evidence.tree(), size);
        writer.proven("release-entry", evidence.release(), evidence.tree(), size);
        writer.member(evidence.workbook().name(), evidence.workbook().bytes());
        writer.zip.finish();
    }

    private void proven(String name, LedgerEntry entry, MerkleTree tree, long size) throws IOException {
        member(name + ".json", entry.canonical());
        member(
                name + "-proof.json",
                tree.inclusionProof(entry.sequence() - 1, size).canonical());
    }

    private long checkpoints(Collection<SignedNote> notes) throws IOException {
        Comparator<SignedNote> bySize =
                Comparator.comparingLong(note -> Checkpoint.parse(note.text()).size());
        List<SignedNote> sorted = notes.stream().sorted(bySize).toList();
        long size = 0;
        for (SignedNote note : sorted) {
            size = Checkpoint.parse(note.text()).size();
            member("checkpoints/" + size + ".txt", note.bytes());
        }
        return size;
    }

    private void entries(Iterable<LedgerEntry> entries, MerkleTree tree, long size) throws IOException {
        long from = 0;
        long to = 0;
        begin("entries.jsonl");
        for (LedgerEntry entry : entries) {
            from = from == 0 ? entry.sequence() : from;
            to = entry.sequence();
            zip.write(entry.canonical());
            zip.write('\n');
        }
        zip.closeEntry();
        begin("leaf-hashes.txt");
        for (long sequence = 1; sequence <= size; sequence++) {
            if (sequence < from || sequence > to) {
                line(sequence + " " + HexFormat.of().formatHex(tree.leaf(sequence - 1)));
            }
        }
        zip.closeEntry();
    }

    private void keys(Collection<NoteVerifier> keys) throws IOException {
        begin("keys.txt");
        for (NoteVerifier key : keys) {
            line(key.toString());
        }
        zip.closeEntry();
    }

    private void leaves(String name, MerkleTree tree) throws IOException {
        begin(name);
        for (long index = 0; index < tree.size(); index++) {
            line(HexFormat.of().formatHex(tree.leaf(index)));
        }
        zip.closeEntry();
    }

    private void resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(EvidenceWriter.class.getResourceAsStream(name), name)) {
            member("README.txt", in.readAllBytes());
        }
    }

    private void member(String name, byte[] bytes) throws IOException {
        begin(name);
        zip.write(bytes);
        zip.closeEntry();
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
    }

    private void line(String text) throws IOException {
        zip.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
