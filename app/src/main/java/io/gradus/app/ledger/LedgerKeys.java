package io.gradus.app.ledger;

import io.gradus.proof.LedgerEntry;
import io.gradus.proof.NoteVerifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The public keys that the ledger itself names, the oldest first. An auditor compares them with those noted elsewhere. */
@Component
public class LedgerKeys implements LedgerFold {

    static final String CREATED = "key.created";
    static final String ROTATED = "key.rotated";

    private final List<NoteVerifier> keys = new ArrayList<>();

    /** By the text of a key, the entry by which another one took its place. */
    private final Map<String, Long> replaced = new HashMap<>();

    @Override
    public synchronized void apply(LedgerEntry entry) {
        if (entry.type().equals(CREATED) || entry.type().equals(ROTATED)) {
            keys.add(NoteVerifier.parse(String.valueOf(entry.payload().get("key"))));
        }
        if (entry.type().equals(ROTATED) && entry.payload().get("replaces") instanceof String before) {
            replaced.put(before, entry.sequence());
        }
    }

    public synchronized List<NoteVerifier> all() {
        return List.copyOf(keys);
    }

    synchronized boolean know(NoteVerifier key) {
        return keys.contains(key);
    }

    /** Whether another key has taken its place among the first so many entries. */
    synchronized boolean isReplaced(NoteVerifier key, long size) {
        return replaced.getOrDefault(key.toString(), Long.MAX_VALUE) <= size;
    }
}
