package io.gradus.app.ledger;

import io.gradus.proof.LedgerEntry;
import io.gradus.proof.NoteVerifier;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The public keys that the ledger itself names, the oldest first. An auditor compares them with those noted elsewhere. */
@Component
public class LedgerKeys implements LedgerFold {

    static final String CREATED = "key.created";
    static final String ROTATED = "key.rotated";

    private final List<NoteVerifier> keys = new ArrayList<>();

    @Override
    public synchronized void apply(LedgerEntry entry) {
        if (entry.type().equals(CREATED) || entry.type().equals(ROTATED)) {
            keys.add(NoteVerifier.parse(String.valueOf(entry.payload().get("key"))));
        }
    }

    public synchronized List<NoteVerifier> all() {
        return List.copyOf(keys);
    }

    synchronized boolean know(NoteVerifier key) {
        return keys.stream().anyMatch(known -> known.toString().equals(key.toString()));
    }
}
