package io.gradus.app.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server over the wire. */
class EmbeddedMongoTests {

    private static final int NUMBER = 5_500;

    private final EmbeddedMongo server;
    private final MongoClient client;
    private final MongoCollection<Document> collection;

    EmbeddedMongoTests(@TempDir Path folder) {
        server = EmbeddedMongo.open(folder);
        client = MongoClients.create(server.uri());
        collection = client.getDatabase("test").getCollection("scanned");
    }

    @BeforeEach
    void fill() {
        collection.insertMany(IntStream.range(0, NUMBER)
                .mapToObj(i -> new Document("_id", "id" + i * 7919 % 10007).append("number", i))
                .toList());
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void aScanInBatchesFindsEveryDocumentOnce() {
        for (int batch : List.of(1000, 1100, 5499, 5500, 5501)) {
            List<String> ids = new ArrayList<>();
            collection.find().batchSize(batch).forEach(document -> ids.add(document.getString("_id")));

            assertThat(ids).as("batches of %s", batch).hasSize(NUMBER).doesNotHaveDuplicates();
        }
    }

    @Test
    void aScanGoesOnWhileDocumentsChange() {
        Set<Integer> numbers = new HashSet<>();
        int read = 0;
        for (Document document : collection.find().batchSize(100)) {
            numbers.add(document.getInteger("number"));
            read++;
            if (read % 100 == 0) {
                collection.replaceOne(
                        Filters.eq("_id", document.get("_id")),
                        new Document("number", document.getInteger("number")).append("text", "x".repeat(5000)));
                collection.insertOne(new Document("_id", "a" + read).append("number", -read));
            }
        }

        assertThat(numbers).containsAll(IntStream.range(0, NUMBER).boxed().toList());
    }

    @Test
    void aFileThatIsNoStoreIsRefusedAndLeftAsItIs(@TempDir Path other) throws IOException {
        byte[] bytes = "something else".repeat(30_000).getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(other.resolve("gradus.mv"), bytes);

        assertThatThrownBy(() -> EmbeddedMongo.open(other)).hasMessageContaining("data-damaged");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void closingAndOpeningAgainKeepsEverything(@TempDir Path other) {
        for (int opened = 0; opened < 3; opened++) {
            EmbeddedMongo again = EmbeddedMongo.open(other);
            try (MongoClient reader = MongoClients.create(again.uri())) {
                MongoCollection<Document> kept = reader.getDatabase("test").getCollection("kept");
                assertThat(kept.countDocuments()).isEqualTo(opened);
                kept.insertOne(new Document("_id", opened));
            }
            again.close();
            assertThat(other.resolve("embedded.uri")).doesNotExist();
        }
    }

    @Test
    void aDocumentIsFoundByItsIdAndWhateverElseIsAsked() {
        Document some = collection.find(Filters.eq("number", 77)).first();
        assertThat(some).isNotNull();
        String id = some.getString("_id");
        for (int number : List.of(77, 78)) {
            boolean is = number == 77;
            List<org.bson.conversions.Bson> queries = List.of(
                    new Document("_id", id).append("number", number),
                    Filters.and(Filters.eq("_id", id), Filters.eq("number", number)),
                    Filters.and(
                            Filters.eq("number", number), Filters.and(Filters.gte("number", 5), Filters.eq("_id", id))),
                    Filters.and(
                            Filters.eq("_id", id), Filters.or(Filters.eq("number", number), Filters.eq("none", 1))));
            for (org.bson.conversions.Bson query : queries) {
                assertThat(collection.find(query)).as("%s", query).hasSize(is ? 1 : 0);
                assertThat(collection.countDocuments(query)).as("%s", query).isEqualTo(is ? 1 : 0);
            }
            assertThat(collection
                            .find(queries.get(1))
                            .projection(new Document("number", 1))
                            .into(new ArrayList<>()))
                    .isEqualTo(is ? List.of(new Document("_id", id).append("number", 77)) : List.of());
            assertThat(collection
                            .replaceOne(queries.get(1), new Document("_id", id).append("number", number))
                            .getMatchedCount())
                    .isEqualTo(is ? 1 : 0);
        }
        assertThat(collection.find(Filters.and(Filters.eq("_id", id), Filters.eq("_id", "other"))))
                .isEmpty();
        assertThat(collection.find(Filters.and(Filters.in("_id", id, "other"), Filters.gt("number", 0))))
                .hasSize(1);
        assertThat(collection.countDocuments(Filters.or(Filters.eq("_id", id), Filters.eq("number", 78))))
                .isEqualTo(2);
    }

    @Test
    void otherQueriesAreAnsweredAsBefore() {
        assertThat(collection.find(Filters.lt("number", 10)).into(new ArrayList<>()))
                .hasSize(10);
        assertThat(collection.find().sort(Sorts.descending("number")).limit(3).into(new ArrayList<>()))
                .extracting(document -> document.getInteger("number"))
                .containsExactly(NUMBER - 1, NUMBER - 2, NUMBER - 3);
        assertThat(collection.find().skip(NUMBER - 1).into(new ArrayList<>())).hasSize(1);
        assertThat(client.getDatabase("test").getCollection("none").find().first())
                .isNull();
    }
}
