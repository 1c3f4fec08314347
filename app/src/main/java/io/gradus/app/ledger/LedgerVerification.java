package io.gradus.app.ledger;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import io.gradus.proof.Checkpoint;
import io.gradus.proof.InvalidEntryException;
import io.gradus.proof.InvalidNoteException;
import io.gradus.proof.LedgerEntry;
import io.gradus.proof.LedgerReport;
import io.gradus.proof.LedgerVerifier;
import io.gradus.proof.NoteVerifier;
import io.gradus.proof.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.bson.Document;

/** Reads the ledger as it lies in the database, from its first entry, trusting nothing that this process knows of it. */
public final class LedgerVerification {

    private static final int BATCH = 1000;

    private final MongoDatabase database;

    public LedgerVerification(MongoDatabase database) {
        this.database = database;
    }

    /**
     * What came of it.
     *
     * @param checkpoints how many signed statements it was compared with
     * @param faultyCheckpoints stored ones, and ones kept elsewhere, that no key trusted at that size signed, or that cannot be read, by size
     * @param keys that were trusted
     */
    public record Result(
            LedgerReport ledger, int checkpoints, List<String> faultyCheckpoints, List<NoteVerifier> keys) {

        public boolean isGood() {
            return ledger.isIntact() && faultyCheckpoints.isEmpty();
        }
    }

    /**
     * Verifies everything there is.
     *
     * @param trusted the keys to trust; when there are none, those that the ledger itself names
     * @param kept checkpoints that somebody kept elsewhere, to be compared too
     * @param entries is told every entry before the first fault
     * @param progress is told how many entries were read
     */
    public Result verify(
            Collection<NoteVerifier> trusted,
            Collection<SignedNote> kept,
            Consumer<LedgerEntry> entries,
            LongConsumer progress) {
        List<NoteVerifier> keys = trusted.isEmpty() ? namedKeys() : List.copyOf(trusted);
        List<Checkpoint> checkpoints = new ArrayList<>();
        List<SignedNote> opened = new ArrayList<>();
        List<String> faulty = new ArrayList<>();
        for (Document document : database.getCollection("checkpoints").find().sort(Sorts.ascending("_id"))) {
            try {
                SignedNote note = note(document);
                checkpoints.add(open(document, note, keys));
                opened.add(note);
            } catch (InvalidNoteException e) {
                faulty.add(String.valueOf(document.get("_id")));
            }
        }
        for (SignedNote note : kept) {
            checkpoints.add(Checkpoint.open(note, keys));
            opened.add(note);
        }
        LedgerKeys named = new LedgerKeys();
        LedgerReport report = read(
                checkpoints,
                entry -> {
                    if (isAboutKeys(entry)) {
                        named.apply(entry);
                    }
                    entries.accept(entry);
                },
                progress);
        opened.stream()
                .filter(note -> !isSignedInTime(note, keys, named))
                .forEach(note -> faulty.add(String.valueOf(sizeOf(note))));
        return new Result(report, checkpoints.size(), faulty, keys);
    }

    /** A key that another has replaced signs for no later entries, whoever has got hold of it. */
    private static boolean isSignedInTime(SignedNote note, List<NoteVerifier> keys, LedgerKeys named) {
        return note.signers(keys).stream().anyMatch(key -> !named.isReplaced(key, sizeOf(note)));
    }

    private static long sizeOf(SignedNote note) {
        return Checkpoint.parse(note.text()).size();
    }

    private static SignedNote note(Document document) {
        return SignedNote.parse(String.valueOf(document.get("note")).getBytes(StandardCharsets.UTF_8));
    }

    private static Checkpoint open(Document document, SignedNote note, List<NoteVerifier> keys) {
        Checkpoint checkpoint = Checkpoint.open(note, keys);
        if (!Long.valueOf(checkpoint.size()).equals(document.get("_id"))) {
            throw new InvalidNoteException("stored under another size");
        }
        return checkpoint;
    }

    private MongoCollection<Document> stored() {
        return database.getCollection(LedgerDocuments.COLLECTION);
    }

    private List<NoteVerifier> namedKeys() {
        LedgerKeys keys = new LedgerKeys();
        for (Document document : stored().find().sort(Sorts.ascending("_id")).batchSize(BATCH)) {
            readable(document).filter(LedgerVerification::isAboutKeys).ifPresent(keys::apply);
        }
        return keys.all();
    }

    private static boolean isAboutKeys(LedgerEntry entry) {
        try {
            NoteVerifier.parse(String.valueOf(entry.payload().get("key")));
            return entry.type().startsWith("key.");
        } catch (InvalidNoteException e) {
            return false;
        }
    }

    /** The entry; nothing when it cannot be read, which is found when the entries are verified one after the other. */
    private static Optional<LedgerEntry> readable(Document document) {
        try {
            return String.valueOf(document.get("type")).startsWith("key.")
                    ? Optional.of(LedgerDocuments.entryAsItLies(document))
                    : Optional.empty();
        } catch (InvalidEntryException e) {
            return Optional.empty();
        }
    }

    private LedgerReport read(List<Checkpoint> checkpoints, Consumer<LedgerEntry> entries, LongConsumer progress) {
        LedgerVerifier verifier = new LedgerVerifier(checkpoints);
        long read = 0;
        for (Document document : stored().find().sort(Sorts.ascending("_id")).batchSize(BATCH)) {
            read++;
            if (!give(verifier, document, read, entries)) {
                break;
            }
            progress.accept(read);
        }
        return verifier.finish();
    }

    private static boolean give(LedgerVerifier verifier, Document document, long read, Consumer<LedgerEntry> entries) {
        long sequence = document.get("_id") instanceof Long number ? number : read;
        LedgerEntry entry;
        try {
            entry = LedgerDocuments.entryAsItLies(document);
        } catch (InvalidEntryException e) {
            return verifier.unreadable(sequence, String.valueOf(e.getMessage()));
        }
        boolean good = verifier.entry(sequence, entry.canonical(), String.valueOf(document.get("hash")));
        if (good) {
            entries.accept(entry);
        }
        return good;
    }
}
