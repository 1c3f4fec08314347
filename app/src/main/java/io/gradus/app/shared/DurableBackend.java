package io.gradus.app.shared;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;

/**
 * The embedded server's storage, made durable: a command that writes is answered only after the store has been committed and
 * synced to the disk. As it comes, the backend loses acknowledged writes when the process is killed.
 */
final class DurableBackend extends H2Backend {

    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "delete",
            "findandmodify",
            "create",
            "createindexes",
            "drop",
            "dropdatabase",
            "dropindexes",
            "renamecollection");

    // The store as it comes compacts in the background, by the thread that also commits within commands.
    private static final int COMMITS_BETWEEN_COMPACTIONS = 10;
    private static final int FILL_PERCENT = 40;
    private static final int COMPACTED_BYTES = 16 << 20;

    private final MVStore store;
    private final Lock writing;
    private final Lock committing;
    private final Object syncing = new Object();
    private final AtomicLong written = new AtomicLong();
    private long synced;
    private long commits;

    DurableBackend(MVStore store) {
        super(store);
        this.store = store;
        ReadWriteLock lock = new ReentrantReadWriteLock();
        this.writing = lock.readLock();
        this.committing = lock.writeLock();
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        // The constructor above this class calls this, before the fields here are set.
        MVStore opened = getMvStore();
        return new H2Database(databaseName, opened, getCursorRegistry()) {
            @Override
            protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
                String fullName = getFullCollectionNamespace(name);
                return new StreamedCollection(
                        this,
                        name,
                        options,
                        opened,
                        opened.openMap("databases." + fullName),
                        opened.openMap("meta." + fullName),
                        cursorRegistry);
            }
        };
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        String command = message.getDocument().keySet().iterator().next().toLowerCase(Locale.ROOT);
        if (!WRITES.contains(command)) {
            return super.handleMessage(message);
        }
        long mine;
        Document reply;
        writing.lock();
        try {
            reply = super.handleMessage(message);
            mine = written.incrementAndGet();
        } finally {
            writing.unlock();
        }
        sync(mine);
        return reply;
    }

    /** One sync serves every command that was done before it began. */
    private void sync(long mine) {
        synchronized (syncing) {
            if (synced < mine) {
                long upTo = commitBetweenCommands();
                store.sync();
                synced = upTo;
            }
        }
    }

    /** Commits between commands, never within one: a document and its index entry are two writes to the store. */
    private long commitBetweenCommands() {
        committing.lock();
        try {
            store.commit();
            commits++;
            if (commits % COMMITS_BETWEEN_COMPACTIONS == 0) {
                store.compact(FILL_PERCENT, COMPACTED_BYTES);
            }
            return written.get();
        } finally {
            committing.unlock();
        }
    }
}
