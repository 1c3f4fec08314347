package io.gradus.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.gradus.app.GradusApplication;
import io.gradus.proof.LedgerEntry;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.tables.ShippedPolicies;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The first start of a product that brings newer workbooks than those the database was begun with. */
class UpgradeTests {

    private static final String HASH_OF_THE_VOCABULARY = WorkbookFixture.VOCABULARY.hash();

    @TempDir
    private Path folder = Path.of(".");

    private final PolicySource older = WorkbookFixture.over("spend12m")
            .row(">= 7000", "HIGH")
            .row("> 0", "MEDIUM")
            .row("", "LOW")
            .scenario("much", Map.of("spend12m", new BigDecimal("9000")), "HIGH")
            .scenario("some", Map.of("spend12m", BigDecimal.ONE), "MEDIUM")
            .scenario("none", Map.of(), "LOW")
            .set("Policy!C4", "purchasing-power")
            .source();

    private void enter(MongoDatabase database, LedgerEntry entry) {
        database.getCollection("ledger")
                .insertOne(new Document("_id", entry.sequence())
                        .append("previous", entry.previous())
                        .append("at", Date.from(entry.at()))
                        .append("actor", entry.actor())
                        .append("type", entry.type())
                        .append("subject", entry.subject())
                        .append("reason", entry.reason())
                        .append("payload", new Document(entry.payload()))
                        .append("hash", entry.hash()));
    }

    /** A database in which only an earlier purchasing-power decides. */
    private void begin(MongoDatabase database) {
        database.getCollection("workbooks")
                .insertOne(new Document("_id", older.hash())
                        .append("policy", "purchasing-power")
                        .append("fileName", older.fileName())
                        .append("bytes", new Binary(older.bytes())));
        LedgerEntry shipped = new LedgerEntry(
                1,
                LedgerEntry.NONE_BEFORE,
                Instant.EPOCH,
                "shipped",
                "policy.shipped",
                "purchasing-power/1",
                "came with the product",
                Map.of(
                        "policy",
                        "purchasing-power",
                        "number",
                        1,
                        "sha256",
                        older.hash(),
                        "fileName",
                        older.fileName(),
                        "base",
                        0,
                        "findings",
                        List.of(),
                        "scenariosPassed",
                        3,
                        "scenariosFailed",
                        0));
        enter(database, shipped);
        enter(
                database,
                new LedgerEntry(
                        2,
                        shipped.hash(),
                        Instant.EPOCH,
                        "shipped",
                        "release.published",
                        "release/1",
                        "came with the product",
                        Map.of(
                                "number",
                                1,
                                "vocabulary",
                                HASH_OF_THE_VOCABULARY,
                                "rollbackTo",
                                0,
                                "policies",
                                Map.of(
                                        "purchasing-power",
                                        Map.of(
                                                "version", 1,
                                                "sha256", older.hash(),
                                                "fileName", older.fileName())))));
    }

    @Test
    void whatIsNewerWaitsAsADraftAndNeverReplacesWhatDecides() {
        MongoServer server = new MongoServer(new MemoryBackend());
        String uri = "mongodb:/" + server.bind() + "/gradus";
        try (MongoClient client = MongoClients.create(uri)) {
            begin(client.getDatabase("gradus"));
            for (int start = 1; start <= 2; start++) {
                try (ConfigurableApplicationContext context = new SpringApplicationBuilder(GradusApplication.class)
                        .web(WebApplicationType.NONE)
                        .logStartupInfo(false)
                        .run("--gradus.mongodb.uri=" + uri, "--gradus.mongodb.data=" + folder)) {
                    PolicyCatalogue catalogue = context.getBean(PolicyCatalogue.class);
                    assertThat(catalogue.current().orElseThrow().policies()).containsOnlyKeys("purchasing-power");
                    assertThat(context.getBean(CurrentRelease.class)
                                    .policy("purchasing-power")
                                    .hash())
                            .isEqualTo(older.hash());
                    assertThat(catalogue.versions("purchasing-power"))
                            .extracting(PolicyVersion::stage)
                            .containsExactly(PolicyStage.LIVE, PolicyStage.DRAFT);
                    assertThat(catalogue.version("purchasing-power", 2).author())
                            .isEqualTo("shipped");
                    assertThat(catalogue.version("purchasing-power", 2).base()).isEqualTo(1);
                    assertThat(catalogue.at(PolicyStage.DRAFT))
                            .hasSize(ShippedPolicies.ids().size());
                }
            }
        } finally {
            server.shutdownNow();
        }
    }
}
