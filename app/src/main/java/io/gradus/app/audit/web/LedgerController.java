package io.gradus.app.audit.web;

import io.gradus.app.assignment.Assignments;
import io.gradus.app.audit.EvidenceFiles;
import io.gradus.app.audit.Verification;
import io.gradus.app.audit.VerificationProgress;
import io.gradus.app.ledger.Checkpoints;
import io.gradus.app.ledger.Ledger;
import io.gradus.app.ledger.LedgerFilter;
import io.gradus.app.ledger.LedgerKeys;
import io.gradus.app.ledger.LedgerTree;
import io.gradus.app.shared.Moment;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.PageLimit;
import io.gradus.app.shared.Refusal;
import io.gradus.proof.LedgerEntry;
import io.gradus.proof.NoteVerifier;
import io.gradus.proof.SignedNote;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The ledger: its entries, what proves them, and the verification of all of it. */
@RestController
@RequestMapping("/api/ledger")
class LedgerController {

    private final Ledger ledger;
    private final LedgerTree tree;
    private final LedgerKeys keys;
    private final Checkpoints checkpoints;
    private final EvidenceFiles evidence;
    private final Verification verification;

    LedgerController(
            Ledger ledger,
            LedgerTree tree,
            LedgerKeys keys,
            Checkpoints checkpoints,
            EvidenceFiles evidence,
            Verification verification) {
        this.ledger = ledger;
        this.tree = tree;
        this.keys = keys;
        this.checkpoints = checkpoints;
        this.evidence = evidence;
        this.verification = verification;
    }

    /** Entries by actor, type, subject, policy and time, page by page. */
    @GetMapping("/entries")
    ResponseEntity<AuditTable<EntryRow>> entries(
            @RequestParam @Nullable String actor,
            @RequestParam @Nullable String type,
            @RequestParam @Nullable String subject,
            @RequestParam @Nullable String policy,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to,
            @RequestParam(defaultValue = "0") long cursor,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable String format) {
        PageLimit.require(limit);
        LedgerFilter filter = new LedgerFilter(
                actor, type, subject, policy, Moment.optional("from", from), Moment.optional("to", to));
        List<LedgerEntry> found = ledger.find(filter, cursor, limit);
        return AuditTable.page(found, limit, EntryRow::of, LedgerEntry::sequence)
                .as(format);
    }

    /**
     * An entry and its hash.
     *
     * @param hash the SHA-256 of its canonical form, lower-case hex
     */
    record EntryRow(
            long sequence,
            Instant at,
            String actor,
            String type,
            String subject,
            String reason,
            String hash,
            String previous,
            Map<String, Object> payload) {

        static EntryRow of(LedgerEntry entry) {
            return new EntryRow(
                    entry.sequence(),
                    entry.at(),
                    entry.actor(),
                    entry.type(),
                    entry.subject(),
                    entry.reason(),
                    entry.hash(),
                    entry.previous(),
                    entry.payload());
        }
    }

    /** An entry in its canonical form, of which the hash is taken. */
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = LedgerEntry.class)))
    @GetMapping(path = "/entries/{sequence}", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] entry(@PathVariable long sequence) {
        return ledger.find(LedgerFilter.ALL, sequence - 1, 1).stream()
                .filter(entry -> entry.sequence() == sequence)
                .findFirst()
                .orElseThrow(() -> new NotFound("refusal.no-entry", sequence))
                .canonical();
    }

    /** A proof as RFC 9162 has it; hashes in hex. */
    record InclusionView(long index, long size, String root, List<String> proof) {}

    /** That the entry stands in the tree of that size. */
    @GetMapping(path = "/inclusion", produces = MediaType.APPLICATION_JSON_VALUE)
    InclusionView inclusion(@RequestParam long sequence, @RequestParam @Nullable Long size) {
        return tree.ask(now -> {
            long of = size == null ? now.size() : size;
            if (sequence < 1 || of < sequence || of > now.size()) {
                throw new Refusal("refusal.stretch", sequence, of, now.size());
            }
            return new InclusionView(
                    sequence - 1,
                    of,
                    HexFormat.of().formatHex(now.root(of)),
                    hex(now.inclusionProof(sequence - 1, of).hashes()));
        });
    }

    /** That the later tree continues the earlier one; hashes in hex. */
    record ConsistencyView(long first, long second, String firstRoot, String secondRoot, List<String> proof) {}

    /** That the tree of the second size begins with that of the first. */
    @GetMapping(path = "/consistency", produces = MediaType.APPLICATION_JSON_VALUE)
    ConsistencyView consistency(@RequestParam long first, @RequestParam long second) {
        return tree.ask(now -> {
            if (first < 1 || second < first || second > now.size()) {
                throw new Refusal("refusal.stretch", first, second, now.size());
            }
            return new ConsistencyView(
                    first,
                    second,
                    HexFormat.of().formatHex(now.root(first)),
                    HexFormat.of().formatHex(now.root(second)),
                    hex(now.consistencyProof(first, second)));
        });
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
    }

    /** The latest signed statement, as C2SP tlog-checkpoint has it. */
    @GetMapping(path = "/checkpoint", produces = "text/plain;charset=UTF-8")
    String checkpoint(@RequestParam @Nullable Long size) {
        SignedNote note = size == null
                ? checkpoints.latest().orElseThrow(() -> new NotFound("refusal.no-checkpoint", 0))
                : checkpoints.of(size);
        return new String(note.bytes(), StandardCharsets.UTF_8);
    }

    @PostMapping(path = "/checkpoints", produces = "text/plain;charset=UTF-8")
    @ResponseStatus(HttpStatus.CREATED)
    String sign() {
        return new String(checkpoints.sign().bytes(), StandardCharsets.UTF_8);
    }

    /** The public keys that the ledger names, the oldest first. */
    @GetMapping(path = "/keys", produces = MediaType.APPLICATION_JSON_VALUE)
    List<String> keys() {
        return keys.all().stream().map(NoteVerifier::toString).toList();
    }

    /** What came of verifying everything in the database. */
    record VerificationView(
            boolean good,
            long entries,
            long signed,
            int checkpoints,
            int runs,
            @Nullable Long firstBad,
            @Nullable String fault,
            List<String> faultyCheckpoints,
            List<Verification.RunFault> runFaults,
            List<String> workbookFaults,
            List<String> decisionFaults,
            List<Assignments.UnprovedTier> tierFaults,
            List<String> keys) {}

    /** Reads the whole ledger as it lies in the database, and the events of every run. */
    @GetMapping(path = "/verification", produces = MediaType.APPLICATION_JSON_VALUE)
    VerificationView verify(Locale locale) {
        Verification.Result result = verification.verify(List.of(), List.of(), VerificationProgress.NONE);
        var fault = result.ledger().ledger().fault();
        return new VerificationView(
                result.isGood(),
                result.ledger().ledger().read(),
                result.ledger().ledger().signed(),
                result.ledger().checkpoints(),
                result.runs(),
                fault == null ? null : fault.sequence(),
                fault == null ? null : fault.text(locale),
                result.ledger().faultyCheckpoints(),
                result.runFaults(),
                result.workbookFaults(),
                result.decisionFaults(),
                result.tierFaults(),
                result.ledger().keys().stream().map(NoteVerifier::toString).toList());
    }

    /** The entries of a stretch with everything that is needed to verify them elsewhere. */
    @GetMapping(path = "/export", produces = "application/zip")
    ResponseEntity<StreamingResponseBody> export(
            @RequestParam(defaultValue = "1") long from, @RequestParam(defaultValue = "0") long to) throws IOException {
        // Written whole before the answer begins, so that a refusal is a problem document and no broken file.
        Path file = Files.createTempFile("gradus-evidence", ".zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            evidence.ledger(from, to, out);
        } catch (IOException | RuntimeException e) {
            Files.delete(file);
            throw e;
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .header("Content-Disposition", "attachment; filename=\"evidence.zip\"")
                .body(out -> {
                    try {
                        Files.copy(file, out);
                    } finally {
                        Files.delete(file);
                    }
                });
    }
}
