package io.gradus.app.ledger;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.gradus.app.shared.Refusal;
import io.gradus.proof.InvalidEntryException;
import io.gradus.proof.LedgerEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Enters governed changes and tells every fold of them, those of other processes too. Safe to share. */
@Component
public class Ledger {

    private static final Logger log = LoggerFactory.getLogger(Ledger.class);
    private static final int BATCH = 1000;

    /** Every start reads all entries, and none is ever deleted. */
    private static final int MAXIMUM_BYTES = 1 << 20;

    private final MongoCollection<Document> entries;
    private final List<LedgerFold> folds;
    private final Clock clock;
    private long broken;
    private long sequence;
    private String hash = LedgerEntry.NONE_BEFORE;
    private Instant latest = Instant.EPOCH;

    Ledger(MongoDatabase database, List<LedgerFold> folds, Clock clock) {
        this.entries = database.getCollection(LedgerDocuments.COLLECTION)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.folds = List.copyOf(folds);
        this.clock = clock;
        catchUp();
    }

    /**
     * Enters one change. What is entered is worked out from folds that know everything before it, again after somebody else was
     * first; so whatever the supplier checks still holds when its entry stands.
     *
     * @param change refuses by throwing, and then nothing is entered
     * @throws LedgerBroken when the stored ledger is not what was entered
     */
    public LedgerEntry enter(Supplier<LedgerDraft> change) {
        return enterIfNeeded(() -> Optional.of(change.get())).orElseThrow();
    }

    /**
     * As {@link #enter}, for what may stand there already.
     *
     * @param change empty when there is nothing to enter
     */
    public synchronized Optional<LedgerEntry> enterIfNeeded(Supplier<Optional<LedgerDraft>> change) {
        while (true) {
            catchUp();
            Optional<LedgerDraft> draft = change.get();
            if (draft.isEmpty()) {
                return Optional.empty();
            }
            LedgerEntry entry = next(draft.get());
            requireSize(entry);
            try {
                entries.insertOne(LedgerDocuments.document(entry));
            } catch (MongoWriteException e) {
                if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                    continue;
                }
                throw e;
            }
            follow(entry);
            return Optional.of(entry);
        }
    }

    private static void requireSize(LedgerEntry entry) {
        int bytes = entry.canonical().length;
        if (bytes > MAXIMUM_BYTES) {
            throw new Refusal("refusal.entry-large", bytes, MAXIMUM_BYTES);
        }
    }

    private LedgerEntry next(LedgerDraft draft) {
        Instant now = clock.instant();
        return new LedgerEntry(
                sequence + 1,
                hash,
                now.isBefore(latest) ? latest : now,
                draft.actor(),
                draft.type(),
                draft.subject(),
                draft.reason(),
                draft.payload());
    }

    /**
     * Tells the folds what others entered meanwhile.
     *
     * @throws LedgerBroken when the stored ledger is not what was entered
     */
    public synchronized void catchUp() {
        if (broken > 0) {
            throw new LedgerBroken(broken);
        }
        for (Document document : entries.find(Filters.gt("_id", sequence))
                .sort(Sorts.ascending("_id"))
                .batchSize(BATCH)) {
            follow(entry(document));
        }
    }

    private void follow(LedgerEntry entry) {
        if (entry.sequence() != sequence + 1 || !entry.previous().equals(hash)) {
            throw new LedgerBroken(sequence + 1);
        }
        try {
            folds.forEach(fold -> fold.apply(entry));
        } catch (RuntimeException e) {
            // Some folds know it and some do not: there is no going on.
            log.error("entry {} of the ledger cannot be understood", entry.sequence(), e);
            broken = entry.sequence();
            throw new LedgerBroken(broken);
        }
        sequence = entry.sequence();
        hash = entry.hash();
        latest = entry.at();
    }

    private LedgerEntry entry(Document document) {
        try {
            return LedgerDocuments.entry(document);
        } catch (InvalidEntryException e) {
            throw new LedgerBroken(sequence + 1);
        }
    }

    /** The sequence number of the latest entry that the folds know, 0 before the first. */
    public synchronized long size() {
        return sequence;
    }

    /**
     * Entries that meet a filter, the earliest first.
     *
     * @param after only those with a greater sequence number
     */
    public List<LedgerEntry> find(LedgerFilter filter, long after, int limit) {
        List<LedgerEntry> found = new ArrayList<>();
        for (Document document : entries.find(Filters.and(filter.query(), Filters.gt("_id", after)))
                .sort(Sorts.ascending("_id"))
                .limit(limit)) {
            try {
                found.add(LedgerDocuments.entry(document));
            } catch (InvalidEntryException e) {
                throw new LedgerBroken(document.get("_id") instanceof Long sequence ? sequence : after + 1);
            }
        }
        return found;
    }

    /**
     * Hands out stored entries, each as it lies in the database.
     *
     * @param from the first sequence number
     * @param to the last one
     * @throws LedgerBroken at an entry that is not what was entered
     */
    public void read(long from, long to, Consumer<LedgerEntry> reader) {
        long expected = from;
        for (Document document : entries.find(Filters.and(Filters.gte("_id", from), Filters.lte("_id", to)))
                .sort(Sorts.ascending("_id"))
                .batchSize(BATCH)) {
            try {
                reader.accept(LedgerDocuments.entry(document));
            } catch (InvalidEntryException e) {
                throw new LedgerBroken(expected);
            }
            expected++;
        }
    }
}
