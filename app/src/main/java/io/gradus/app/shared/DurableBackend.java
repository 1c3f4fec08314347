package io.gradus.app.shared;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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

    private final MVStore store;
    private final Object syncing = new Object();
    private final AtomicLong written = new AtomicLong();
    private long synced;

    DurableBackend(MVStore store) {
        super(store);
        this.store = store;
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document reply = super.handleMessage(message);
        String command = message.getDocument().keySet().iterator().next().toLowerCase(Locale.ROOT);
        if (WRITES.contains(command)) {
            sync(written.incrementAndGet());
        }
        return reply;
    }

    /** One sync serves every command that was done before it began. */
    private void sync(long mine) {
        synchronized (syncing) {
            if (synced < mine) {
                long upTo = written.get();
                store.commit();
                store.sync();
                synced = upTo;
            }
        }
    }
}
