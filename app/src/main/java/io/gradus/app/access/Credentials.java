package io.gradus.app.access;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import io.gradus.app.shared.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Password hashes, each under an id that the ledger names, and how often in a row each was missed. A document is found by its id
 * only, so a password that lost the race for its entry opens nothing.
 */
@Component
final class Credentials {

    static final String COLLECTION = "credentials";
    private static final int SHORTEST = 12;
    // What lies beyond takes no part in a BCrypt hash.
    private static final int LONGEST_BYTES = 72;

    private final MongoCollection<Document> stored;
    private final AccessSettings settings;
    private final Clock clock;
    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final String nobodys = encode(Secret.random(16));

    Credentials(MongoDatabase database, AccessSettings settings, Clock clock) {
        this.stored = database.getCollection(COLLECTION);
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Stores a password and returns its id; it counts once an entry names the id.
     *
     * @throws Refusal when it is too short or too long
     */
    String store(String user, Secret password) {
        if (password.value().codePointCount(0, password.value().length()) < SHORTEST || isTooLong(password)) {
            throw new Refusal("refusal.password", SHORTEST, LONGEST_BYTES);
        }
        String id = Secret.random(12).value();
        stored.insertOne(new Document("_id", id)
                .append("user", user)
                .append("hash", encode(password))
                .append("failures", 0));
        return id;
    }

    private static boolean isTooLong(Secret password) {
        return password.value().getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES;
    }

    private String encode(Secret password) {
        return String.valueOf(encoder.encode(password.value()));
    }

    void discard(String id) {
        stored.deleteOne(Filters.eq("_id", id));
    }

    /**
     * Whether this is the password, and the user not locked. Each try is counted before it is looked at, so many at once get no
     * more of them. It takes equally long whether there is such a password or not.
     *
     * @param id absent for a user who is not there
     */
    boolean matches(@Nullable String id, Secret password) {
        Document counted = count(String.valueOf(id));
        if (counted == null || isTooLong(password)) {
            encoder.matches("nobody's", nobodys);
            return false;
        }
        boolean right = encoder.matches(password.value(), counted.getString("hash"));
        int tries = counted.getInteger("failures");
        if (right && tries <= settings.failures()) {
            stored.updateOne(Filters.eq("_id", id), Updates.set("failures", 0));
            return true;
        }
        // The right one among many at once is not let in, but it locks nobody out.
        if (!right && tries >= settings.failures()) {
            lock(counted.getString("_id"));
        }
        return false;
    }

    private @Nullable Document count(String id) {
        Bson open = Filters.or(
                Filters.exists("lockedUntil", false), Filters.lte("lockedUntil", Date.from(clock.instant())));
        return stored.findOneAndUpdate(
                Filters.and(Filters.eq("_id", id), open),
                Updates.inc("failures", 1),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    }

    private void lock(String id) {
        Instant until = clock.instant().plus(settings.lock());
        stored.updateOne(
                Filters.and(Filters.eq("_id", id), Filters.gte("failures", settings.failures())),
                Updates.combine(Updates.set("lockedUntil", Date.from(until)), Updates.set("failures", 0)));
    }
}
