/**
 * The form of the ledger and what proves it: entries in canonical JSON, the tree over them, signed checkpoints, evidence files.
 *
 * <p>Start at {@link LedgerEntry} and {@link LedgerVerifier}; exported evidence is checked by
 * {@link EvidenceVerification}. Nothing here knows a server, a database or what the entries mean.
 */
@NullMarked
package io.gradus.proof;

import org.jspecify.annotations.NullMarked;
