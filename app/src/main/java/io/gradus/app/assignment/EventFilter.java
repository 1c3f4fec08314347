package io.gradus.app.assignment;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * What to look for among the history events; what is absent does not matter.
 *
 * @param from the first moment at which a run began
 * @param to the first moment after
 */
public record EventFilter(
        @Nullable String customer,
        @Nullable String policy,
        @Nullable String run,
        @Nullable Instant from,
        @Nullable Instant to) {

    Bson query() {
        List<Bson> conditions = new ArrayList<>();
        equal(conditions, "customer", customer);
        equal(conditions, "policy", policy);
        equal(conditions, "run", run);
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
