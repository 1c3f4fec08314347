package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two real services on one database publish and evaluate; one is killed without warning. */
class TwoServicesIT {

    private static final Path JAR = Path.of("target/gradus-app.jar").toAbsolutePath();
    private static final String PASSWORD = "of the first start";
    private static final JsonMapper JSON = new JsonMapper();
    private static final int RELEASES_EACH = 5;

    @TempDir
    private Path folder = Path.of(".");

    private final MongoServer database = new MongoServer(new MemoryBackend());
    private final String uri = "mongodb:/" + database.bind() + "/gradus";
    private final List<Process> processes = new ArrayList<>();

    /** What decided for a customer: the release that the service named, and the workbook of each policy. */
    private record Seen(int release, Map<String, String> workbooks) {}

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> published = new ConcurrentHashMap<>();
    private final AtomicInteger limit = new AtomicInteger(1000);
    private volatile boolean over;

    @AfterEach
    void stop() throws InterruptedException {
        over = true;
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        database.shutdownNow();
    }

    private String serve(String name) throws IOException {
        Path log = folder.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        "java",
                        "-Xmx512m",
                        "-jar",
                        JAR.toString(),
                        "serve",
                        "--mongodb-uri",
                        uri,
                        "--data",
                        folder.resolve(name).toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("GRADUS_ADMIN_PASSWORD", PASSWORD);
        processes.add(builder.start());
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> Files.readString(log).contains("http://"));
        return Files.readString(log)
                .lines()
                .filter(line -> line.contains("http://"))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*(http://\\S+)/.*", "$1");
    }

    private static String token(String address, String name, String role) throws Exception {
        Visitor admin = Visitor.signedIn(address, "admin", PASSWORD);
        HttpResponse<String> created = admin.send(
                "POST",
                "/api/users",
                "{\"name\": \"" + name + "\", \"roles\": [\"" + role + "\"], \"password\": \"" + PASSWORD
                        + "\", \"reason\": \"test\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return Visitor.signedIn(address, name, PASSWORD).issueToken("\"" + role + "\"");
    }

    /** The one person of each role, at one of the services. */
    private record Team(String address, Visitor analyst, Visitor approver, Visitor operator) {}

    private PolicySource workbook() {
        int next = limit.incrementAndGet();
        return WorkbookFixture.over("spend12m")
                .row(">= " + next, "HIGH")
                .row("> 0", "MEDIUM")
                .row("", "LOW")
                .scenario("much", Map.of("spend12m", new BigDecimal("900000")), "HIGH")
                .scenario("some", Map.of("spend12m", BigDecimal.ONE), "MEDIUM")
                .scenario("none", Map.of(), "LOW")
                .set("Policy!C4", "contested")
                .source();
    }

    /** Hands in, submits, approves and publishes; false where somebody else was first and it has to begin anew. */
    private boolean publish(Team team) throws Exception {
        HttpResponse<String> known = team.analyst().send("GET", "/api/policies/contested/versions", "");
        int base = known.statusCode() == 200
                ? JSON.readTree(known.body())
                        .get(JSON.readTree(known.body()).size() - 1)
                        .get("number")
                        .asInt()
                : 0;
        HttpResponse<String> uploaded =
                team.analyst().upload("/api/policies/contested/versions?base=" + base + "&reason=test", workbook());
        if (uploaded.statusCode() == 409) {
            return false;
        }
        JsonNode version = JSON.readTree(uploaded.body());
        String path =
                "/api/policies/contested/versions/" + version.get("number").asInt() + "/";
        team.analyst().send("POST", path + "submission", "{\"reason\": \"please\"}");
        team.approver()
                .send(
                        "POST",
                        path + "approval",
                        "{\"reason\": \"yes\", \"sha256\": \""
                                + version.get("sha256").asString() + "\"}");
        HttpResponse<String> published = team.operator().send("POST", path + "publication", "{\"reason\": \"now\"}");
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
        return true;
    }

    private boolean publishUntilOver(Team team) throws Exception {
        AtomicInteger done = new AtomicInteger();
        published.put(team.address(), done);
        while (!over) {
            try {
                if (publish(team)) {
                    done.incrementAndGet();
                }
            } catch (IOException killed) {
                return false;
            }
        }
        return true;
    }

    private boolean evaluateUntilOver(Team team) throws Exception {
        while (!over) {
            HttpResponse<String> answer;
            try {
                answer = team.operator().send("POST", "/api/customers/c1/evaluation", "{\"asOf\": \"2026-06-30\"}");
            } catch (IOException killed) {
                return false;
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode evaluated = JSON.readTree(answer.body());
            Map<String, String> workbooks = new TreeMap<>();
            evaluated
                    .get("decisions")
                    .forEach(decision -> workbooks.put(
                            decision.get("policy").asString(),
                            decision.get("policyHash").asString()));
            seen.add(new Seen(evaluated.get("release").asInt(), workbooks));
        }
        return true;
    }

    private int publishedBy(Team team) {
        AtomicInteger done = published.get(team.address());
        return done == null ? 0 : done.get();
    }

    @Test
    void noDecisionMixesReleasesAndTheChainStaysWhole() throws Exception {
        String first = serve("first");
        String second = serve("second");
        String analyst = token(first, "ann", "ANALYST");
        String approver = token(first, "bob", "APPROVER");
        String operator = token(first, "dee", "OPERATOR");
        String auditor = token(first, "eve", "AUDITOR");
        Team one = team(first, analyst, approver, operator);
        Team two = team(second, analyst, approver, operator);
        try (com.mongodb.client.MongoClient client = com.mongodb.client.MongoClients.create(uri)) {
            client.getDatabase("gradus").getCollection("customers").insertOne(new org.bson.Document("_id", "c1"));
        }
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> work = new ArrayList<>();
            for (Team team : List.of(one, two)) {
                work.add(workers.submit((Callable<Boolean>) () -> publishUntilOver(team)));
                work.add(workers.submit((Callable<Boolean>) () -> evaluateUntilOver(team)));
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> publishedBy(one) >= RELEASES_EACH && publishedBy(two) >= RELEASES_EACH);
            processes.get(1).destroyForcibly().waitFor();
            int before = publishedBy(one);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> publishedBy(one) >= before + RELEASES_EACH);
            over = true;
            assertThat(work.get(0).get())
                    .as("the one that lives publishes to the end")
                    .isTrue();
            assertThat(work.get(1).get()).as("and evaluates to the end").isTrue();
            assertThat(work.get(2).get()).as("the killed one stops publishing").isFalse();
            assertThat(work.get(3).get()).as("and evaluating").isFalse();
        } finally {
            workers.shutdownNow();
        }

        Visitor eve = Visitor.withToken(first, auditor);
        Map<Integer, Map<String, String>> releases = releases(eve);
        assertThat(seen).hasSizeGreaterThan(20);
        for (Seen decision : seen) {
            assertThat(releases.get(decision.release())).containsAllEntriesOf(decision.workbooks());
        }
        assertThat(seen.stream().map(Seen::release).distinct().count()).isGreaterThan(RELEASES_EACH);
        JsonNode verified =
                JSON.readTree(eve.send("GET", "/api/ledger/verification", "").body());
        assertThat(verified.get("good").asBoolean()).as(verified.toString()).isTrue();
    }

    private static Team team(String address, String analyst, String approver, String operator) {
        return new Team(
                address,
                Visitor.withToken(address, analyst),
                Visitor.withToken(address, approver),
                Visitor.withToken(address, operator));
    }

    private static Map<Integer, Map<String, String>> releases(Visitor eve) throws Exception {
        Map<Integer, Map<String, String>> releases = new TreeMap<>();
        for (JsonNode release :
                JSON.readTree(eve.send("GET", "/api/releases?limit=1000", "").body())) {
            Map<String, String> workbooks = new TreeMap<>();
            release.get("policies")
                    .properties()
                    .forEach(policy -> workbooks.put(
                            policy.getKey(), policy.getValue().get("sha256").asString()));
            releases.put(release.get("number").asInt(), workbooks);
        }
        return releases;
    }
}
