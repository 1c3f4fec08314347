package io.gradus.proof;

import org.jspecify.annotations.Nullable;

/**
 * What came of reading a ledger from its beginning.
 *
 * @param read how many entries were read before the first fault
 * @param signed how many of them stand as a signed checkpoint says; later ones are chained but not signed yet
 * @param fault the first that was found
 */
public record LedgerReport(long read, long signed, @Nullable Fault fault) {

    public boolean isIntact() {
        return fault == null;
    }
}
