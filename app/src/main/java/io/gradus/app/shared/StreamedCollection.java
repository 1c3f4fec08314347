package io.gradus.app.shared;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * A collection of the embedded server that reads a whole scan batch by batch, and goes to one document by its id whatever else is asked
 * of it. As it comes, the server gathers every document of an answer in memory before it sends the first, and a million orders do not
 * fit; and it looks at every document of the collection when the id is not all that is asked.
 */
final class StreamedCollection extends H2Collection {

    private static final int BATCH = 1000;

    private final MVStore store;
    private final MVMap<Object, Document> documents;

    StreamedCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVStore store,
            MVMap<Object, Document> documents,
            MVMap<String, Object> meta,
            CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
        this.store = store;
        this.documents = documents;
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, @Nullable Document orderBy, int skip, int limit, int batchSize, @Nullable Document fields) {
        Object id = id(query);
        if (id != null) {
            List<Document> found =
                    queryDocuments(new Document("_id", id), null, 0, 0, 0, null).collectDocuments();
            return matchDocumentsFromStream(found.stream(), query, orderBy, skip, limit, batchSize, fields);
        }
        boolean whole = isNone(query) && isNone(orderBy) && isNone(fields) && skip == 0 && limit == 0 && batchSize > 0;
        if (!whole) {
            return super.matchDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        Scan scan = new Scan(cursorRegistry.generateCursorId());
        List<Document> first = scan.takeDocuments(batchSize);
        if (scan.isEmpty()) {
            return new QueryResult(first);
        }
        cursorRegistry.add(scan);
        return new QueryResult(first, scan);
    }

    /** The one id that a document must have to be asked for; null when several may be. */
    private static @Nullable Object id(Document query) {
        Object id = query.get("_id");
        if (id instanceof String || id instanceof Number) {
            return id;
        }
        return query.get("$and") instanceof List<?> conditions
                ? conditions.stream()
                        .filter(Document.class::isInstance)
                        .map(condition -> id((Document) condition))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static boolean isNone(@Nullable Document document) {
        return document == null || document.isEmpty();
    }

    /** Keeps the key to go on from and nothing else, so documents may change between two batches. */
    private final class Scan extends AbstractCursor {

        private @Nullable Object next = documents.firstKey();

        Scan(long id) {
            super(id);
        }

        @Override
        public boolean isEmpty() {
            return next == null;
        }

        @Override
        public List<Document> takeDocuments(int number) {
            List<Document> taken = new ArrayList<>();
            if (next == null) {
                return taken;
            }
            int wanted = number > 0 ? number : BATCH;
            // The version read here stays on the disk until it has been read.
            MVStore.TxCounter version = store.registerVersionUsage();
            try {
                Cursor<Object, Document> entries = documents.cursor(next);
                while (taken.size() < wanted && entries.hasNext()) {
                    entries.next();
                    taken.add(entries.getValue());
                }
                next = entries.hasNext() ? entries.next() : null;
            } finally {
                store.deregisterVersionUsage(version);
            }
            return taken;
        }
    }
}
