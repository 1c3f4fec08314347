package io.gradus.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.gradus.proof.Checkpoint;
import io.gradus.proof.Fault;
import io.gradus.proof.MerkleTree;
import io.gradus.proof.NoteSigner;
import io.gradus.proof.SignedNote;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever somebody does to the stored ledger, the first entry that is not as it was is named. */
class TamperingTests {

    private static final int ENTRIES = 200;
    private static final int TRIALS = 1000;
    private static final long SEED = 20261123;

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final NoteSigner signer = NoteSigner.generate("test/ledger", new SecureRandom());
    private MongoClient client = MongoClients.create("mongodb://127.0.0.1:1");
    private List<Document> whole = List.of();
    private List<SignedNote> noted = List.of();

    @BeforeEach
    void start() {
        client.close();
        client = MongoClients.create(
                System.getenv().getOrDefault("GRADUS_TEST_MONGODB_URI", "mongodb:/" + server.bind()));
        LedgerTree tree = new LedgerTree();
        Ledger ledger = new Ledger(database(), List.of(tree), Clock.systemUTC());
        for (int i = 1; i <= ENTRIES; i++) {
            String subject = "entry " + i;
            Map<String, Object> payload = Map.of("number", i, "names", List.of("a", "b"), "inner", Map.of("c", "d"));
            ledger.enter(() -> new LedgerDraft("ada", "test.happened", subject, "because", payload));
        }
        MerkleTree leaves = tree.copy();
        noted = List.of(Checkpoint.of("test/ledger", leaves).sign(signer));
        whole = stored().find().sort(Sorts.ascending("_id")).into(new ArrayList<>());
    }

    @AfterEach
    void stop() {
        database().drop();
        client.close();
        server.shutdownNow();
    }

    private MongoDatabase database() {
        return client.getDatabase("gradus-tampering-" + ProcessHandle.current().pid());
    }

    private MongoCollection<Document> stored() {
        return database().getCollection(LedgerDocuments.COLLECTION);
    }

    private long firstBad() {
        Fault fault = new LedgerVerification(database())
                .verify(List.of(signer.verifier()), noted, entry -> {}, read -> {})
                .ledger()
                .fault();
        return fault == null ? 0 : fault.sequence();
    }

    private Document entry(long sequence) {
        return new Document(whole.get((int) sequence - 1));
    }

    private void put(Document document) {
        stored().replaceOne(Filters.eq("_id", document.get("_id")), document);
    }

    /** Changes something at random and returns the first sequence number that is not as it was. */
    private long tamper(Random random) {
        long one = 1L + random.nextInt(ENTRIES);
        long other = 1L + random.nextInt(ENTRIES);
        switch (random.nextInt(6)) {
            case 0 -> put(changed(entry(one), random));
            case 1 -> stored().deleteOne(Filters.eq("_id", one));
            case 2 -> {
                stored().insertOne(entry(other).append("_id", one + 0.5));
                return one + 1;
            }
            case 3 -> {
                put(entry(one).append("_id", other));
                put(entry(other).append("_id", one));
                return one == other ? 0 : Math.min(one, other);
            }
            case 4 -> stored().deleteMany(Filters.gte("_id", one));
            default -> {
                stored().insertOne(entry(one).append("_id", (long) ENTRIES + 1));
                return ENTRIES + 1;
            }
        }
        return one;
    }

    private static Document changed(Document entry, Random random) {
        List<String> names = List.of("previous", "actor", "type", "subject", "reason", "hash", "at", "payload", "more");
        String name = names.get(random.nextInt(names.size()));
        return switch (name) {
            case "at" -> entry.append(name, new BsonDateTime(random.nextInt(1_000_000)));
            case "payload" -> entry.append(name, new Document("number", random.nextInt()));
            case "more" -> entry.append(name, 1);
            default -> entry.append(name, flipped(String.valueOf(entry.getString(name)), random));
        };
    }

    private static String flipped(String text, Random random) {
        int at = random.nextInt(text.length());
        return text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
    }

    @Test
    void aThousandChangesInTheDatabaseAreNamed() {
        Random random = new Random(SEED);
        assertThat(firstBad()).isZero();
        for (int trial = 1; trial <= TRIALS; trial++) {
            long expected = tamper(random);

            assertThat(firstBad()).as("trial " + trial).isEqualTo(expected);

            stored().deleteMany(new Document());
            stored().insertMany(whole);
        }
    }
}
