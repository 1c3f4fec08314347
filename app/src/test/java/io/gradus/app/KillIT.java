package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.gradus.rules.PolicySource;
import io.gradus.tables.ShippedPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real jar in real processes, killed without warning. */
class KillIT {

    private static final Path JAR = Path.of("target/gradus-app.jar").toAbsolutePath();
    private static final List<String> POLICIES = ShippedPolicies.all().stream()
            .filter(source -> !source.isDrl())
            .map(PolicySource::baseName)
            .toList();
    /** Only a process that hangs takes as long, not a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int CUSTOMERS = 3000;
    private static final String PASSWORD = "of the first start";
    private static final int LINES = 12_000;

    @TempDir
    private Path folder = Path.of(".");

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process gradus(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("java", "-Xmx512m", "-jar", JAR.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        builder.environment().put("GRADUS_ADMIN_PASSWORD", PASSWORD);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Path log() {
        return folder.resolve("log-" + processes.size());
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private String serve() throws IOException {
        Path log = log();
        Process service = gradus("serve", "--data", data(), "--port", "0");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !service.isAlive() || Files.readString(log).contains("http://"));
        return Files.readString(log)
                .lines()
                .filter(line -> line.contains("http://"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*(http://\\S+)/.*", "$1");
    }

    private static JsonNode run(Visitor operator, String id) throws Exception {
        return new JsonMapper()
                .readTree(operator.send("GET", "/api/runs/" + id, "").body());
    }

    /** The first administrator takes the role of an operator and makes a token, which outlives the process. */
    private static String token(String address) throws Exception {
        Visitor admin = Visitor.signedIn(address, "admin", PASSWORD);
        String more = "{\"roles\": [\"ADMINISTRATOR\", \"OPERATOR\"], \"reason\": \"test\"}";
        assertThat(admin.send("PATCH", "/api/users/admin", more).statusCode()).isEqualTo(200);
        return admin.issueToken("\"OPERATOR\"");
    }

    private Path orders() throws IOException {
        String lines = IntStream.range(0, LINES)
                .mapToObj(i -> i % CUSTOMERS + "," + i + ",2026-0" + (1 + i % 6) + "-15," + i % 977 + ".25")
                .collect(Collectors.joining("\n"));
        Files.writeString(
                folder.resolve("m.yaml"),
                "kind: orders\nheader: false\ncolumns: {customer: 1, order: 2, date: 3, amount: 4}\n");
        return Files.writeString(folder.resolve("orders.csv"), lines);
    }

    private Process importing(Path orders) throws IOException {
        String mapping = folder.resolve("m.yaml").toString();
        return gradus("import", "orders", orders.toString(), "--mapping", mapping, "--data", data());
    }

    private void importOrders(Path orders) throws Exception {
        Process process = importing(orders);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void nothingAcknowledgedIsMissingAfterAKill() throws Exception {
        serve();
        Process server = processes.get(0);
        Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

        try (MongoClient client = MongoClients.create(Files.readString(Path.of(data(), "embedded.uri")))) {
            MongoCollection<Document> trial = trial(client);
            List<CompletableFuture<Void>> writers = IntStream.range(0, 3)
                    .mapToObj(writer -> CompletableFuture.runAsync(() -> insertUntilCut(trial, writer, acknowledged)))
                    .toList();
            Awaitility.await().atMost(PATIENCE).until(() -> acknowledged.size() > 400);
            server.destroyForcibly().waitFor();
            writers.forEach(writer -> writer.exceptionally(cut -> null).join());
        }
        serve();

        try (MongoClient client = MongoClients.create(Files.readString(Path.of(data(), "embedded.uri")))) {
            Set<Integer> found = new HashSet<>();
            trial(client).find().forEach(document -> found.add(document.getInteger("_id")));
            assertThat(found).containsAll(acknowledged);
        }
    }

    private static void insertUntilCut(MongoCollection<Document> trial, int writer, Set<Integer> acknowledged) {
        for (int i = writer; i < 1_000_000; i += 3) {
            trial.insertOne(new Document("_id", i).append("text", "x".repeat(700)));
            acknowledged.add(i);
        }
    }

    /** A large command, since the store as it comes commits within a command whenever 19 MB of memory are unsaved. */
    @Test
    void aCommandCutShortByAKillLeavesNothingHalfWritten() throws Exception {
        List<ReplaceOneModel<Document>> command = IntStream.range(0, 1000)
                .mapToObj(i -> new ReplaceOneModel<>(
                        Filters.eq("_id", "id" + i * 7919 % 1009),
                        new Document("text", "x".repeat(40_000)).append("number", i % 10),
                        new ReplaceOptions().upsert(true)))
                .toList();
        Path store = Path.of(data(), "gradus.mv");

        for (int kill = 1; kill <= 3; kill++) {
            serve();
            Process server = processes.get(processes.size() - 1);
            long size = Files.size(store);
            try (MongoClient client = MongoClients.create(Files.readString(Path.of(data(), "embedded.uri")))) {
                MongoCollection<Document> trial = trial(client);
                CompletableFuture<?> writing = CompletableFuture.runAsync(() -> trial.bulkWrite(command));
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> writing.isDone() || Files.size(store) > size + 10_000_000);
                server.destroyForcibly().waitFor();
                writing.exceptionally(cut -> null).join();
            }
        }
        serve();

        try (MongoClient client = MongoClients.create(Files.readString(Path.of(data(), "embedded.uri")))) {
            trial(client).bulkWrite(command);
            Set<String> found = new HashSet<>();
            trial(client).find().forEach(document -> found.add(document.getString("_id")));
            assertThat(found).hasSize(1000);
            assertThat(trial(client).countDocuments(Filters.eq("number", 3))).isEqualTo(100);
        }
    }

    /** Whoever was told that something is entered finds it there, and the chain is whole. */
    @Test
    void everyAcknowledgedChangeIsInTheLedgerAfterAKill() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        for (int kill = 1; kill <= 2; kill++) {
            String address = serve();
            Process server = processes.get(processes.size() - 1);
            Visitor admin = Visitor.signedIn(address, "admin", PASSWORD);
            int round = kill;
            CompletableFuture<Void> changing =
                    CompletableFuture.runAsync(() -> changeUntilCut(admin, "round " + round, acknowledged));
            int enough = acknowledged.size() + 30;
            Awaitility.await().atMost(PATIENCE).until(() -> acknowledged.size() > enough);
            server.destroyForcibly().waitFor();
            changing.exceptionally(cut -> null).join();
        }
        String address = serve();
        Visitor admin = Visitor.signedIn(address, "admin", PASSWORD);
        JsonMapper json = new JsonMapper();
        Set<String> entered =
                new HashSet<>(json.readTree(admin.send("GET", "/api/ledger/entries?type=user.changed&limit=1000", "")
                                .body())
                        .get("rows")
                        .findValuesAsString("reason"));

        assertThat(entered).containsAll(acknowledged);
        succeeds("ledger", "verify", "--data", data());
    }

    private void succeeds(String... arguments) throws Exception {
        Path log = log();
        Process process = gradus(arguments);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }

    private static void changeUntilCut(Visitor admin, String round, Set<String> acknowledged) {
        try {
            for (int i = 0; i < 100_000; i++) {
                String reason = round + " change " + i;
                String groups = "{\"groups\": [\"g" + i + "\"], \"reason\": \"" + reason + "\"}";
                if (admin.send("PATCH", "/api/users/admin", groups).statusCode() == 200) {
                    acknowledged.add(reason);
                }
            }
        } catch (IOException | InterruptedException cut) {
            throw new IllegalStateException("the service was killed", cut);
        }
    }

    private static MongoCollection<Document> trial(MongoClient client) {
        MongoCollection<Document> trial = client.getDatabase("gradus").getCollection("trial");
        trial.createIndex(Indexes.ascending("number"));
        return trial;
    }

    @Test
    void importAndRunSurviveKillsWithoutLossOrDuplicates() throws Exception {
        Path orders = orders();
        Process first = importing(orders);
        Path store = Path.of(data(), "gradus.mv");
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(store) && Files.size(store) > 100_000);
        assertThat(first.isAlive()).isTrue();
        first.destroyForcibly().waitFor();

        importOrders(orders);
        importOrders(orders);
        String address = serve();
        String token = token(address);
        Visitor operator = Visitor.withToken(address, token);
        String started =
                operator.send("POST", "/api/runs", "{\"asOf\": \"2026-06-30\"}").body();
        String id = new JsonMapper().readTree(started).get("id").asString();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> run(operator, id).get("done").asInt() > 0);
        processes.get(processes.size() - 1).destroyForcibly().waitFor();
        // An import leaves the interrupted run to the service.
        importOrders(orders);

        Visitor again = Visitor.withToken(serve(), token);
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> !run(again, id).get("state").asString().equals("RUNNING"));

        JsonNode run = run(again, id);
        assertThat(run.get("state").asString()).isEqualTo("FINISHED");
        assertThat(run.get("done").asInt()).isEqualTo(CUSTOMERS);
        assertThat(run.get("changed").asInt()).isEqualTo(CUSTOMERS * POLICIES.size());
        try (MongoClient client = MongoClients.create(Files.readString(Path.of(data(), "embedded.uri")))) {
            assertThat(stored(client, "orders")).isEqualTo(LINES);
            assertThat(stored(client, "assignments")).isEqualTo(CUSTOMERS);
            assertThat(stored(client, "assignmentEvents")).isEqualTo(CUSTOMERS * (long) POLICIES.size());
        }
        assertThat(sumOfCounts(run)).isEqualTo(CUSTOMERS * POLICIES.size());
        assertThat(held()).isEqualTo(evaluated(orders));
        succeeds("ledger", "verify", "--data", data());
        succeeds("reevaluate", "--policy", "customer-value", "--data", data());
        Path evidence = folder.resolve("evidence.zip");
        String decision = id + "/customer-value/1";
        succeeds("ledger", "evidence", "--decision", decision, "--out", evidence.toString(), "--data", data());
        succeeds("ledger", "verify", evidence.toString());
    }

    /** What everybody holds in the database: the outcomes by policy, by customer. */
    private Map<String, Map<String, String>> held() throws IOException {
        Map<String, Map<String, String>> held = new TreeMap<>();
        try (MongoClient client = MongoClients.create(Files.readString(Path.of(data(), "embedded.uri")))) {
            for (Document document :
                    client.getDatabase("gradus").getCollection("assignments").find()) {
                Map<String, String> outcomes = new TreeMap<>();
                Document tiers = document.get("tiers", Document.class);
                POLICIES.forEach(policy ->
                        outcomes.put(policy, tiers.get(policy, Document.class).getString("outcome")));
                held.put(document.getString("_id"), outcomes);
            }
        }
        return held;
    }

    /** The same decided from the file at once, without a database. */
    private Map<String, Map<String, String>> evaluated(Path orders) throws Exception {
        Path out = folder.resolve("out.csv");
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--as-of", "2026-06-30", "--out", out.toString()));
        arguments.addAll(List.of("--orders", orders.toString()));
        arguments.addAll(List.of("--mapping", folder.resolve("m.yaml").toString(), "--policy"));
        arguments.addAll(POLICIES);
        Process process = gradus(arguments.toArray(String[]::new));
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        Map<String, Map<String, String>> evaluated = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(out)) {
            for (NamedCsvRecord row : reader) {
                Map<String, String> outcomes = new TreeMap<>(row.getFieldsAsMap());
                evaluated.put(outcomes.remove("customerId"), outcomes);
            }
        }
        return evaluated;
    }

    private static long stored(MongoClient client, String collection) {
        return client.getDatabase("gradus").getCollection(collection).countDocuments();
    }

    private static int sumOfCounts(JsonNode run) {
        int sum = 0;
        for (JsonNode policy : run.get("counts")) {
            for (JsonNode count : policy) {
                sum += count.asInt();
            }
        }
        return sum;
    }
}
