package io.gradus.app.ledger;

import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Conflict;
import io.gradus.app.shared.MongoSettings;
import io.gradus.app.shared.Reasons;
import io.gradus.app.shared.Refusal;
import io.gradus.proof.Checkpoint;
import io.gradus.proof.InvalidNoteException;
import io.gradus.proof.KeyFile;
import io.gradus.proof.MerkleTree;
import io.gradus.proof.NoteSigner;
import io.gradus.proof.NoteVerifier;
import io.gradus.proof.SignedNote;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The private key of this ledger: made at its first use, entered by its public half, exchanged when somebody asks. */
@Component
class LedgerSigning {

    private final Ledger ledger;
    private final LedgerKeys keys;
    private final String origin;
    private final Path file;
    private final SecureRandom random = new SecureRandom();

    LedgerSigning(Ledger ledger, LedgerKeys keys, LedgerSettings settings, MongoSettings mongo) {
        this.ledger = ledger;
        this.keys = keys;
        this.origin = settings.origin();
        Path key = settings.key();
        this.file = key == null ? mongo.data().resolve("ledger.key") : key;
    }

    String origin() {
        return origin;
    }

    /**
     * The key, which the ledger knows and no other has replaced.
     *
     * @throws Refusal when its file cannot be used
     */
    synchronized NoteSigner signer() {
        ledger.catchUp();
        NoteSigner found = read();
        NoteSigner signer = isReplaced(found) ? exclusively(this::finishRotation) : found;
        ledger.enterIfNeeded(() -> keys.know(signer.verifier())
                ? Optional.empty()
                : Optional.of(entry(
                        LedgerKeys.CREATED, Actor.SHIPPED.name(), "the first key in " + file.getFileName(), signer)));
        return signer;
    }

    boolean isReplaced(NoteSigner signer) {
        return keys.isReplaced(signer.verifier(), ledger.size());
    }

    /** The process that entered a new key was killed before it lay in its place. */
    private NoteSigner finishRotation() throws IOException {
        NoteSigner old = read();
        if (!isReplaced(old)) {
            // It was not killed, but only slower than this one.
            return old;
        }
        try {
            NoteSigner made = Files.exists(next()) ? KeyFile.read(next()) : old;
            if (isReplaced(made) || !keys.know(made.verifier())) {
                throw new Refusal("refusal.key-replaced", file, old.verifier().id());
            }
            putInPlace(old);
            return made;
        } catch (InvalidNoteException e) {
            throw new Refusal("refusal.key-file", next(), String.valueOf(e.getMessage()));
        }
    }

    private interface Step<T> {
        T take() throws IOException;
    }

    /** While no other process on the same folder exchanges the key. */
    private <T> T exclusively(Step<T> step) {
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            return step.take();
        } catch (IOException e) {
            throw new Refusal("refusal.key-file", file, String.valueOf(e.getMessage()));
        }
    }

    private void putInPlace(NoteSigner old) throws IOException {
        Path kept =
                file.resolveSibling(file.getFileName() + "." + old.verifier().id());
        Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(next(), file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path next() {
        return file.resolveSibling(file.getFileName() + ".next");
    }

    private LedgerDraft entry(String type, String actor, String reason, NoteSigner signer) {
        return new LedgerDraft(
                actor, type, origin, reason, Map.of("key", signer.verifier().toString()));
    }

    private NoteSigner read() {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                write(NoteSigner.generate(origin, random));
            }
            NoteSigner signer = KeyFile.read(file);
            if (!signer.name().equals(origin)) {
                throw new Refusal("refusal.key-origin", file, signer.name(), origin);
            }
            return signer;
        } catch (InvalidNoteException | IOException e) {
            throw new Refusal("refusal.key-file", file, String.valueOf(e.getMessage()));
        }
    }

    private void write(NoteSigner signer) throws IOException {
        try {
            KeyFile.write(file, signer);
        } catch (FileAlreadyExistsException e) {
            // Another process on the same folder was first, and its key will do.
            return;
        }
    }

    /**
     * What was signed for last on this machine, beside the key: a ledger that was rewritten meanwhile is not signed for.
     *
     * @throws Refusal when the tree does not continue it
     */
    void requireContinues(MerkleTree tree) {
        Path remembered = remembered();
        if (!Files.exists(remembered)) {
            return;
        }
        try {
            Checkpoint last = Checkpoint.parse(
                    SignedNote.parse(Files.readAllBytes(remembered)).text());
            boolean continues = last.size() <= tree.size()
                    && HexFormat.of().formatHex(tree.root(last.size())).equals(last.root());
            if (!continues) {
                throw new Refusal("refusal.ledger-rewritten", last.size(), remembered);
            }
        } catch (InvalidNoteException | IOException e) {
            throw new Refusal("refusal.key-file", remembered, String.valueOf(e.getMessage()));
        }
    }

    void remember(SignedNote note) {
        Path remembered = remembered();
        Path unfinished = remembered.resolveSibling(remembered.getFileName() + ".unfinished");
        try {
            Files.write(unfinished, note.bytes());
            Files.move(unfinished, remembered, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Refusal("refusal.key-file", remembered, String.valueOf(e.getMessage()));
        }
    }

    private Path remembered() {
        return file.resolveSibling(file.getFileName() + ".checkpoint");
    }

    /** Makes a new key; the old one stays beside it under its id and signs for nothing from that entry on. */
    synchronized NoteVerifier rotate(String reason, Actor actor) {
        String why = Reasons.required(reason);
        NoteSigner old = signer();
        NoteSigner made = NoteSigner.generate(origin, random);
        return exclusively(() -> {
            Files.deleteIfExists(next());
            KeyFile.write(next(), made);
            ledger.enter(() -> rotated(old, made, why, actor));
            putInPlace(old);
            return made.verifier();
        });
    }

    private LedgerDraft rotated(NoteSigner old, NoteSigner made, String reason, Actor actor) {
        if (isReplaced(old)) {
            throw new Conflict("refusal.key-replaced", file, old.verifier().id());
        }
        Map<String, Object> payload = Map.of(
                "key", made.verifier().toString(), "replaces", old.verifier().toString());
        return new LedgerDraft(actor.name(), LedgerKeys.ROTATED, origin, reason, payload);
    }
}
