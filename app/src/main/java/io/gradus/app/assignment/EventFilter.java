package io.gradus.app.assignment;

import io.gradus.app.shared.BsonFilter;
import java.time.Instant;
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
        return new BsonFilter()
                .equal("customer", customer)
                .equal("policy", policy)
                .equal("run", run)
                .between("at", from, to)
                .query();
    }
}
