package io.gradus.app.access;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.gradus.app.shared.Actor;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who saw personal values of which customer. What one answer shows is one insert, done before the answer goes out: nothing is lost,
 * whatever happens to the process, and while the database is away nothing is shown.
 */
@Component
public class AccessLog {

    private static final long LATEST = (1L << 48) - 1;

    private final MongoCollection<Document> reads;
    private final Clock clock;

    AccessLog(MongoDatabase database, Clock clock) {
        this.reads = database.getCollection("accessLog").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.clock = clock;
        reads.createIndex(Indexes.ascending("customer", "_id"), new IndexOptions().name("reads_by_customer"));
        reads.createIndex(Indexes.ascending("actor", "_id"), new IndexOptions().name("reads_by_actor"));
    }

    /**
     * Somebody saw personal values of a customer.
     *
     * @param id sorts by time
     * @param path what was asked for
     */
    public record Read(String id, Instant at, String actor, String customer, String path) {}

    /**
     * What to look for; what is absent may be anything.
     *
     * @param from the first instant
     * @param to the first instant that is too late
     */
    public record Search(
            @Nullable String customer,
            @Nullable String actor,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Returns when it is stored. */
    public void record(Actor reader, Collection<String> customerIds, String path) {
        Instant now = clock.instant();
        reads.insertMany(customerIds.stream()
                .map(customer -> new Document(
                                "_id", firstId(now) + "-" + Secret.random(8).value())
                        .append("at", Date.from(now))
                        .append("actor", reader.name())
                        .append("customer", customer)
                        .append("path", path))
                .toList());
    }

    private static String firstId(Instant at) {
        return String.format(java.util.Locale.ROOT, "%012x", Math.max(0, Math.min(LATEST, at.toEpochMilli())));
    }

    /**
     * The latest reads first.
     *
     * @param before the id of the last read of the page before; empty for the first page
     */
    public List<Read> find(Search search, String before, int limit) {
        List<Bson> filters = new ArrayList<>();
        if (search.customer() != null) {
            filters.add(Filters.eq("customer", search.customer()));
        }
        if (search.actor() != null) {
            filters.add(Filters.eq("actor", search.actor()));
        }
        if (search.from() != null) {
            filters.add(Filters.gte("_id", firstId(search.from())));
        }
        if (search.to() != null) {
            filters.add(Filters.lt("_id", firstId(search.to())));
        }
        if (!before.isEmpty()) {
            filters.add(Filters.lt("_id", before));
        }
        return reads.find(filters.isEmpty() ? Filters.empty() : Filters.and(filters))
                .sort(Sorts.descending("_id"))
                .limit(limit)
                .map(AccessLog::read)
                .into(new ArrayList<>());
    }

    private static Read read(Document stored) {
        return new Read(
                stored.getString("_id"),
                Objects.requireNonNull(stored.getDate("at")).toInstant(),
                stored.getString("actor"),
                stored.getString("customer"),
                stored.getString("path"));
    }
}
