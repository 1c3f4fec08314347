package io.gradus.app.policy;

import io.gradus.app.ledger.LedgerDraft;
import io.gradus.app.policy.PolicyVersion.Examination;
import io.gradus.app.policy.PolicyVersion.FindingNote;
import io.gradus.rules.PolicySource;
import java.util.HashMap;
import java.util.Map;

/** What the ledger is told of versions. */
final class VersionDrafts {

    private VersionDrafts() {}

    static LedgerDraft added(
            String type,
            String policy,
            int number,
            PolicySource source,
            int base,
            Examination examination,
            String author,
            String reason) {
        return new LedgerDraft(
                author,
                type,
                PolicyVersion.name(policy, number),
                reason,
                Map.of(
                        "policy",
                        policy,
                        "number",
                        number,
                        "sha256",
                        source.hash(),
                        "fileName",
                        source.fileName(),
                        "base",
                        base,
                        "findings",
                        examination.findings().stream()
                                .map(FindingNote::payload)
                                .toList(),
                        "scenariosPassed",
                        examination.scenariosPassed(),
                        "scenariosFailed",
                        examination.scenariosFailed()));
    }

    /** Something happened to a version. */
    static LedgerDraft about(
            PolicyVersion version, String type, String actor, String reason, Map<String, Object> details) {
        Map<String, Object> payload = new HashMap<>(details);
        payload.put("policy", version.policy());
        payload.put("number", version.number());
        payload.put("sha256", version.sha256());
        return new LedgerDraft(actor, type, version.name(), reason, payload);
    }
}
