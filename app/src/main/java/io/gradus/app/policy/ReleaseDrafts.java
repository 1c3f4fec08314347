package io.gradus.app.policy;

import static java.util.stream.Collectors.toMap;

import io.gradus.app.ledger.LedgerDraft;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import java.util.Map;

/** What the ledger is told of a release. */
final class ReleaseDrafts {

    private ReleaseDrafts() {}

    static LedgerDraft published(
            int number,
            Map<String, VersionRef> policies,
            String vocabulary,
            int rollbackTo,
            String actor,
            String reason) {
        Map<String, Object> versions = policies.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, policy -> policy.getValue().payload()));
        return new LedgerDraft(
                actor,
                PolicyEvents.RELEASED,
                "release/" + number,
                reason,
                Map.of("number", number, "policies", versions, "vocabulary", vocabulary, "rollbackTo", rollbackTo));
    }
}
