package io.gradus.app.shared;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Collects the conditions of a query; what is absent does not matter. */
public final class BsonFilter {

    private final List<Bson> conditions = new ArrayList<>();

    public BsonFilter equal(String field, @Nullable String value) {
        if (value != null) {
            conditions.add(Filters.eq(field, value));
        }
        return this;
    }

    /**
     * Between two moments.
     *
     * @param from the first moment
     * @param to the first moment after
     */
    public BsonFilter between(String field, @Nullable Instant from, @Nullable Instant to) {
        if (from != null) {
            conditions.add(Filters.gte(field, Date.from(from)));
        }
        if (to != null) {
            conditions.add(Filters.lt(field, Date.from(to)));
        }
        return this;
    }

    /** The query; everything where nothing was asked for. */
    public Bson query() {
        return conditions.isEmpty() ? new Document() : Filters.and(conditions);
    }
}
