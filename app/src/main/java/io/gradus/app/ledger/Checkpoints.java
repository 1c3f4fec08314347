package io.gradus.app.ledger;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.Refusal;
import io.gradus.proof.Checkpoint;
import io.gradus.proof.InvalidNoteException;
import io.gradus.proof.NoteSigner;
import io.gradus.proof.NoteVerifier;
import io.gradus.proof.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Signed statements of what the ledger was at some size. Whoever keeps one elsewhere can prove later that nothing before it changed. */
@Component
public class Checkpoints {

    private final MongoCollection<Document> stored;
    private final Ledger ledger;
    private final LedgerTree tree;
    private final LedgerSigning signing;

    Checkpoints(MongoDatabase database, Ledger ledger, LedgerTree tree, LedgerSigning signing) {
        this.stored = database.getCollection("checkpoints");
        this.ledger = ledger;
        this.tree = tree;
        this.signing = signing;
    }

    /**
     * Signs for the ledger as it is now.
     *
     * @throws Refusal when the key cannot be used
     */
    public SignedNote sign() {
        NoteSigner signer;
        Checkpoint checkpoint;
        do {
            signer = signing.signer();
            ledger.catchUp();
            checkpoint = tree.ask(now -> {
                signing.requireContinues(now);
                return Checkpoint.of(signing.origin(), now);
            });
            // Somebody may have exchanged the key meanwhile.
        } while (signing.isReplaced(signer));
        SignedNote note = checkpoint.sign(signer);
        Document document =
                new Document("_id", checkpoint.size()).append("note", new String(note.bytes(), StandardCharsets.UTF_8));
        stored.replaceOne(Filters.eq("_id", checkpoint.size()), document, new ReplaceOptions().upsert(true));
        signing.remember(note);
        return note;
    }

    /** Signs if the ledger has grown since. */
    void signIfGrown() {
        ledger.catchUp();
        if (ledger.size() > latestSize()) {
            sign();
        }
    }

    private long latestSize() {
        return latest().map(note -> Checkpoint.parse(note.text()).size()).orElse(0L);
    }

    /** The latest one, absent before the first. */
    public Optional<SignedNote> latest() {
        // What lies beyond the ledger is none of ours; verification tells of it.
        return Optional.ofNullable(stored.find(Filters.lte("_id", ledger.size()))
                        .sort(Sorts.descending("_id"))
                        .first())
                .map(Checkpoints::note);
    }

    /** All of them, the smallest first. */
    public List<SignedNote> all() {
        List<SignedNote> notes = new ArrayList<>();
        stored.find(Filters.lte("_id", ledger.size()))
                .sort(Sorts.ascending("_id"))
                .forEach(document -> notes.add(note(document)));
        return notes;
    }

    /** @throws NotFound when there is none of that size */
    public SignedNote of(long size) {
        Document found = stored.find(Filters.eq("_id", size)).first();
        if (found == null) {
            throw new NotFound("refusal.no-checkpoint", size);
        }
        return note(found);
    }

    private static SignedNote note(Document document) {
        try {
            return SignedNote.parse(String.valueOf(document.getString("note")).getBytes(StandardCharsets.UTF_8));
        } catch (InvalidNoteException e) {
            throw new Refusal("refusal.checkpoint-damaged", String.valueOf(document.get("_id")));
        }
    }

    /**
     * Exchanges the key and signs with the new one.
     *
     * @return the new public key
     */
    public NoteVerifier rotateKey(String reason, Actor actor) {
        sign();
        NoteVerifier key = signing.rotate(reason, actor);
        sign();
        return key;
    }
}
