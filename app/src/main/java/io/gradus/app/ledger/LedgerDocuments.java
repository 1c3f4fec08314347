package io.gradus.app.ledger;

import io.gradus.proof.InvalidEntryException;
import io.gradus.proof.LedgerEntry;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How entries lie in MongoDB: a field for each component, and the hash. */
final class LedgerDocuments {

    static final String COLLECTION = "ledger";
    private static final Set<String> NAMES =
            Set.of("_id", "previous", "at", "actor", "type", "subject", "reason", "payload", "hash");

    private LedgerDocuments() {}

    static Document document(LedgerEntry entry) {
        return new Document("_id", entry.sequence())
                .append("previous", entry.previous())
                .append("at", Date.from(entry.at()))
                .append("actor", entry.actor())
                .append("type", entry.type())
                .append("subject", entry.subject())
                .append("reason", entry.reason())
                .append("payload", new Document(entry.payload()))
                .append("hash", entry.hash());
    }

    /** @throws InvalidEntryException when the document is not as {@link #document} wrote it */
    static LedgerEntry entry(Document document) {
        LedgerEntry entry = entryAsItLies(document);
        if (!entry.hash().equals(document.get("hash"))) {
            throw new InvalidEntryException("the hash is that of another entry");
        }
        return entry;
    }

    /**
     * The entry without a look at the hash beside it.
     *
     * @throws InvalidEntryException when the document has not the form of an entry
     */
    static LedgerEntry entryAsItLies(Document document) {
        if (!document.keySet().equals(NAMES)) {
            throw new InvalidEntryException("an entry has " + NAMES + ", found " + document.keySet());
        }
        try {
            LedgerEntry entry = new LedgerEntry(
                    value(document, "_id", Long.class),
                    value(document, "previous", String.class),
                    instant(document),
                    value(document, "actor", String.class),
                    value(document, "type", String.class),
                    value(document, "subject", String.class),
                    value(document, "reason", String.class),
                    plain(value(document, "payload", Document.class)));
            entry.canonical();
            return entry;
        } catch (IllegalArgumentException e) {
            throw new InvalidEntryException("a value that no entry has");
        }
    }

    private static Instant instant(Document document) {
        return value(document, "at", Date.class).toInstant();
    }

    private static <T> T value(Document document, String name, Class<T> type) {
        Object value = document.get(name);
        if (!type.isInstance(value)) {
            throw new InvalidEntryException(name + " is of another kind");
        }
        return type.cast(value);
    }

    private static Map<String, Object> plain(Document document) {
        return document.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        field -> plain(field.getValue()),
                        (one, other) -> one,
                        java.util.TreeMap::new));
    }

    private static Object plain(@Nullable Object value) {
        if (value == null) {
            throw new InvalidEntryException("a payload has no null");
        }
        if (value instanceof Document inner) {
            return plain(inner);
        }
        return value instanceof List<?> list
                ? list.stream().map(LedgerDocuments::plain).toList()
                : value;
    }
}
