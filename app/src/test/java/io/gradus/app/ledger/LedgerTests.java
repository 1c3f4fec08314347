package io.gradus.app.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.gradus.app.shared.Refusal;
import io.gradus.proof.LedgerEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTests {

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private MongoClient client = MongoClients.create("mongodb://127.0.0.1:1");

    @BeforeEach
    void start() {
        client.close();
        client = MongoClients.create(
                System.getenv().getOrDefault("GRADUS_TEST_MONGODB_URI", "mongodb:/" + server.bind()));
    }

    @AfterEach
    void stop() {
        database().drop();
        client.close();
        server.shutdownNow();
    }

    private MongoDatabase database() {
        return client.getDatabase("gradus-ledger-" + ProcessHandle.current().pid());
    }

    private MongoCollection<Document> stored() {
        return database().getCollection(LedgerDocuments.COLLECTION);
    }

    private Ledger ledger(LedgerFold... folds) {
        return new Ledger(database(), List.of(folds), Clock.systemUTC());
    }

    private static LedgerDraft draft(String subject) {
        return new LedgerDraft(
                "ada", "test.happened", subject, "", Map.of("numbers", List.of(1, 2), "in", Map.of("a", "b")));
    }

    @Test
    void everyFoldIsToldEveryEntryOnceAndInOrder() {
        List<String> told = new ArrayList<>();
        Ledger ledger = ledger(entry -> told.add(entry.subject()));
        Ledger other = ledger();

        ledger.enter(() -> draft("one"));
        other.enter(() -> draft("two"));
        ledger.enter(() -> draft("three"));
        other.enter(() -> draft("four"));
        ledger.catchUp();
        ledger.catchUp();

        assertThat(told).containsExactly("one", "two", "three", "four");
        List<String> later = new ArrayList<>();
        assertThat(ledger(entry -> later.add(entry.subject())).size()).isEqualTo(4);
        assertThat(later).isEqualTo(told);
    }

    @Test
    void whatIsRefusedIsNotEntered() {
        Ledger ledger = ledger();

        assertThatThrownBy(() -> ledger.enter(() -> {
                    throw new Refusal("refusal.limit", 0, 1);
                }))
                .isInstanceOf(Refusal.class);
        assertThat(stored().countDocuments()).isZero();
    }

    /** Only one of those who want the same may have it, whoever comes first. */
    @Test
    void theCheckHoldsWhenTheEntryStands() throws Exception {
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Set<String> taken = new TreeSet<>();
            Ledger ledger = ledger(entry -> taken.add(entry.subject()));
            writers.add(() -> {
                int entered = 0;
                for (int seat = 0; seat < 50; seat++) {
                    String subject = "seat " + seat;
                    try {
                        ledger.enter(() -> {
                            if (taken.contains(subject)) {
                                throw new Refusal("refusal.limit", subject, 1);
                            }
                            return draft(subject);
                        });
                        entered++;
                    } catch (Refusal refused) {
                        assertThat(refused.code()).isEqualTo("refusal.limit");
                    }
                }
                return entered >= 0;
            });
        }
        run(writers);

        assertThat(stored().countDocuments()).isEqualTo(50);
    }

    @Test
    void eightWritersNeverForkIt() throws Exception {
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            Ledger ledger = ledger();
            for (int thread = 0; thread < 2; thread++) {
                String name = writer + "-" + thread + "-";
                writers.add(() -> {
                    IntStream.range(0, 1000).forEach(i -> ledger.enter(() -> draft(name + i)));
                    return true;
                });
            }
        }
        run(writers);

        Set<String> subjects = new TreeSet<>();
        List<Long> sequences = new ArrayList<>();
        ledger(entry -> {
            subjects.add(entry.subject());
            sequences.add(entry.sequence());
        });
        assertThat(subjects).hasSize(8000);
        assertThat(sequences)
                .isEqualTo(
                        IntStream.rangeClosed(1, 8000).mapToObj(Long::valueOf).toList());
    }

    private static void run(List<Callable<Boolean>> writers) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(writers.size());
        try {
            for (Future<Boolean> done : pool.invokeAll(writers)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void aChangedEntryIsNoticedAndNothingIsEnteredAfterIt() {
        Ledger ledger = ledger();
        ledger.enter(() -> draft("one"));
        LedgerEntry two = ledger.enter(() -> draft("two"));
        ledger.enter(() -> draft("three"));
        stored().updateOne(Filters.eq("_id", two.sequence()), Updates.set("subject", "another"));

        assertThatThrownBy(() -> ledger())
                .isInstanceOfSatisfying(
                        LedgerBroken.class,
                        broken -> assertThat(broken.sequence()).isEqualTo(2));
        assertThatThrownBy(() -> ledger.read(1, 3, entry -> {}))
                .isInstanceOfSatisfying(
                        LedgerBroken.class,
                        broken -> assertThat(broken.sequence()).isEqualTo(2));
    }

    @Test
    void anEntryThatAFoldCannotTakeStopsEverythingAndIsToldOnce() {
        ledger().enter(() -> draft("one"));
        List<String> told = new ArrayList<>();
        Ledger reader = ledger(entry -> told.add(entry.subject()), entry -> {
            if (entry.subject().equals("two")) {
                throw new IllegalStateException("not as expected");
            }
        });
        ledger().enter(() -> draft("two"));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(reader::catchUp)
                    .isInstanceOfSatisfying(
                            LedgerBroken.class,
                            broken -> assertThat(broken.sequence()).isEqualTo(2));
        }
        assertThatThrownBy(() -> reader.enter(() -> draft("three"))).isInstanceOf(LedgerBroken.class);
        assertThat(told).containsExactly("one", "two");
        assertThat(stored().countDocuments()).isEqualTo(2);
    }

    @Test
    void whatIsTooLargeIsNotEntered() {
        Ledger ledger = ledger();
        LedgerDraft large = new LedgerDraft("ada", "test.happened", "large", "", Map.of("text", "x".repeat(2_000_000)));

        assertThatThrownBy(() -> ledger.enter(() -> large))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("refusal.entry-large"));
        assertThat(stored().countDocuments()).isZero();
    }

    @Test
    void aMissingEntryIsNoticed() {
        Ledger ledger = ledger();
        IntStream.range(0, 3).forEach(i -> ledger.enter(() -> draft("entry " + i)));
        stored().deleteOne(Filters.eq("_id", 2L));

        assertThatThrownBy(() -> ledger())
                .isInstanceOfSatisfying(
                        LedgerBroken.class,
                        broken -> assertThat(broken.sequence()).isEqualTo(2));
    }
}
