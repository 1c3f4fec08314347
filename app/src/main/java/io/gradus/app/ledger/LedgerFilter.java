package io.gradus.app.ledger;

import io.gradus.app.shared.BsonFilter;
import java.time.Instant;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What to look for; what is absent does not matter.
 *
 * @param type the whole type, such as {@code policy.approved}
 * @param policy the policy that the entry is about
 * @param from the first moment
 * @param to the first moment after
 */
public record LedgerFilter(
        @Nullable String actor,
        @Nullable String type,
        @Nullable String subject,
        @Nullable String policy,
        @Nullable Instant from,
        @Nullable Instant to) {

    public static final LedgerFilter ALL = new LedgerFilter(null, null, null, null, null, null);

    public static LedgerFilter of(String type, String subject) {
        return new LedgerFilter(null, type, subject, null, null, null);
    }

    Bson query() {
        return new BsonFilter()
                .equal("actor", actor)
                .equal("type", type)
                .equal("subject", subject)
                .equal("payload.policy", policy)
                .between("at", from, to)
                .query();
    }
}
