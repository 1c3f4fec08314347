package io.gradus.app.ledger;

import io.gradus.proof.LedgerEntry;

/**
 * A state that follows from the ledger and nothing else. It is told every entry once, in order, from the first; entries that mean
 * nothing to it pass by. Only the ledger calls it.
 */
public interface LedgerFold {

    void apply(LedgerEntry entry);
}
