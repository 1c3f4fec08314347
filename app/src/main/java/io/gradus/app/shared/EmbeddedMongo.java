package io.gradus.app.shared;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded database server: listens on loopback only, keeps its data in one file. A second process on the same folder
 * finds the address of the first in a file beside it and uses its server.
 */
final class EmbeddedMongo implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedMongo.class);

    /** A change rewrites the pages it is on, so small pages make small changes. */
    private static final int PAGE_BYTES = 4096;

    /** Space is reused so long after its content died; every commit is synced before the next, so a sync lies between. */
    private static final int RETENTION_MILLIS = 1000;

    /** What a store file starts with, and again after so many bytes. */
    private static final String STORE_MARK = "H:";

    private static final int HEADER_BYTES = 4096;

    private final @Nullable MongoServer server;
    private final @Nullable MVStore store;
    private final Path address;
    private final String uri;

    private EmbeddedMongo(@Nullable MongoServer server, @Nullable MVStore store, Path address, String uri) {
        this.address = address;
        this.server = server;
        this.store = store;
        this.uri = uri;
    }

    /** @throws Refusal when the folder cannot be used */
    static EmbeddedMongo open(Path folder) {
        Path address = folder.resolve("embedded.uri");
        try {
            OwnerOnly.folder(folder);
            refuseDamaged(folder.resolve("gradus.mv"));
            MVStore store;
            try {
                store = new MVStore.Builder()
                        .fileName(folder.resolve("gradus.mv").toString())
                        .autoCommitDisabled()
                        // Else the store commits whenever 19 MB of memory are unsaved, in the middle of a command.
                        .autoCommitBufferSize(0)
                        .compress()
                        .pageSplitSize(PAGE_BYTES)
                        .open();
            } catch (MVStoreException e) {
                if (e.getErrorCode() != DataUtils.ERROR_FILE_LOCKED) {
                    throw new Refusal("refusal.data-damaged", folder.resolve("gradus.mv"));
                }
                if (!Files.exists(address)) {
                    throw new Refusal("refusal.data-folder", folder);
                }
                log.info("the data folder {} is served by another process; using its server", folder);
                return new EmbeddedMongo(
                        null, null, address, Files.readString(address).strip());
            }
            OwnerOnly.file(folder.resolve("gradus.mv"));
            store.setVersionsToKeep(0);
            store.setRetentionTime(RETENTION_MILLIS);
            MongoServer server = new MongoServer(new DurableBackend(store));
            server.bind("127.0.0.1", 0);
            String uri = "mongodb://127.0.0.1:" + server.getLocalAddress().getPort();
            Files.writeString(address, uri);
            OwnerOnly.file(address);
            return new EmbeddedMongo(server, store, address, uri);
        } catch (IOException e) {
            throw new Refusal("refusal.data-folder", folder);
        }
    }

    // The store as it comes begins anew in a file that it does not know, and what was there is lost.
    private static void refuseDamaged(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] headers = in.readNBytes(HEADER_BYTES + STORE_MARK.length());
            String first = new String(headers, StandardCharsets.ISO_8859_1);
            if (!first.startsWith(STORE_MARK) && !first.startsWith(STORE_MARK, HEADER_BYTES)) {
                throw new Refusal("refusal.data-damaged", file);
            }
        }
    }

    String uri() {
        return uri;
    }

    @Override
    public void close() {
        if (server != null) {
            deleteAddress();
            server.shutdownNow();
        }
        if (store != null && !store.isClosed()) {
            store.close();
        }
    }

    private void deleteAddress() {
        try {
            Files.deleteIfExists(address);
        } catch (IOException e) {
            log.warn("{} cannot be deleted; the next start writes it anew", address);
        }
    }
}
