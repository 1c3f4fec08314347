package io.gradus.app.policy;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.gradus.rules.PolicySource;
import org.bson.Document;
import org.bson.types.Binary;

/** The stored workbooks as they lie in the database, for whoever trusts nothing that this process knows. */
public final class ArchivedBytes {

    private final MongoDatabase database;

    public ArchivedBytes(MongoDatabase database) {
        this.database = database;
    }

    /** Whether the bytes with that SHA-256 are there and are those. */
    public boolean isIntact(String sha256) {
        Document stored = database.getCollection("workbooks")
                .find(Filters.eq("_id", sha256))
                .first();
        return stored != null
                && stored.get("bytes") instanceof Binary bytes
                && PolicySource.sha256(bytes.getData()).equals(sha256);
    }
}
