package io.gradus.app.ledger;

import io.gradus.app.shared.Conflict;

/** The stored ledger is not what was entered; nothing is entered any more until somebody has looked. */
public class LedgerBroken extends Conflict {

    private final long sequence;

    LedgerBroken(long sequence) {
        super("refusal.ledger-broken", sequence);
        this.sequence = sequence;
    }

    /** The first sequence number that is wrong. */
    public long sequence() {
        return sequence;
    }
}
