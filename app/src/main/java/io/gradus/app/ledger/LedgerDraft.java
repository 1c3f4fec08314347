package io.gradus.app.ledger;

import java.util.Map;

/**
 * What somebody wants to enter; the ledger gives it its place and time.
 *
 * @param payload see {@link io.gradus.proof.CanonicalJson} for what values may be
 */
public record LedgerDraft(String actor, String type, String subject, String reason, Map<String, Object> payload) {}
