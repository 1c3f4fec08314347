package io.gradus.app.ledger;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
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
        List<Bson> conditions = new ArrayList<>();
        equal(conditions, "actor", actor);
        equal(conditions, "type", type);
        equal(conditions, "subject", subject);
        equal(conditions, "payload.policy", policy);
        if (from != null) {
            conditions.add(Filters.gte("at", Date.from(from)));
        }
        if (to != null) {
            conditions.add(Filters.lt("at", Date.from(to)));
        }
        return conditions.isEmpty() ? new Document() : Filters.and(conditions);
    }

    private static void equal(List<Bson> conditions, String name, @Nullable String value) {
        if (value != null) {
            conditions.add(Filters.eq(name, value));
        }
    }
}
