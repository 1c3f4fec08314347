package io.gradus.app.policy;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.gradus.proof.LedgerEntry;
import io.gradus.rules.PolicySource;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;

/** The stored workbooks and vocabularies as they lie in the database, for whoever trusts nothing that this process knows. */
public final class ArchivedBytes {

    private final MongoDatabase database;

    public ArchivedBytes(MongoDatabase database) {
        this.database = database;
    }

    /** SHA-256 of the workbook that an entry is about, or of the vocabulary of the release that it made. */
    public static List<String> namedBy(LedgerEntry entry) {
        String name = entry.type().startsWith("policy.") ? "sha256" : "vocabulary";
        boolean names = entry.type().startsWith("policy.") || entry.type().equals(PolicyEvents.RELEASED);
        return names && entry.payload().get(name) instanceof String hash ? List.of(hash) : List.of();
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
