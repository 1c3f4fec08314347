package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.sun.net.httpserver.HttpServer;
import io.gradus.app.access.Secret;
import io.gradus.app.access.Tokens;
import io.gradus.app.access.Users;
import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.Assignments;
import io.gradus.app.assignment.RunStamp;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Customers;
import io.gradus.app.customer.Imports;
import io.gradus.app.customer.Order;
import io.gradus.app.customer.Orders;
import io.gradus.app.decision.CustomerEvaluation;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Role;
import io.gradus.fixtures.TestService;
import io.gradus.rules.Evaluation;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.tables.ShippedPolicies;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service over HTTP, on the embedded database, or on the server that GRADUS_TEST_MONGODB_URI names. */
class ServiceTests {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder = Path.of(".");

    /** The policies that yield an outcome; DRL files only compute fields for them. */
    private static final int TIERING =
            ShippedPolicies.ids().size() - ShippedPolicies.drl().size();

    private static final Actor EVERYBODY = new Actor("everybody", Set.of(Role.values()), Set.of());

    private static String token = "";

    private static ConfigurableApplicationContext context =
            new org.springframework.context.support.GenericApplicationContext();

    @BeforeAll
    static void start() {
        context = TestService.listening(folder, "test");
        context.getBean(Users.class)
                .create(EVERYBODY, "everybody", EVERYBODY.roles(), Set.of(), new Secret("x".repeat(12)), "test");
        token = context.getBean(Tokens.class)
                .issue(EVERYBODY, EVERYBODY.roles(), Duration.ofDays(1), "test")
                .text()
                .value();
        context.getBean(Imports.class)
                .save(
                        List.of(
                                new CustomerRecord(
                                        "1", Map.of("name", "Ada", "shortTermAssets", new BigDecimal("10000"))),
                                new CustomerRecord("2", Map.of("birthDate", LocalDate.of(2000, 2, 29))),
                                new CustomerRecord("a b/c", Map.of())),
                        List.of(
                                new Order(
                                        "1",
                                        "o1",
                                        DAY.minusDays(5),
                                        new BigDecimal("60000.10"),
                                        new BigDecimal("9000"),
                                        Map.of("x.$y", BigDecimal.ONE)),
                                new Order("1", "o2", DAY.minusDays(400), new BigDecimal("3"), null, Map.of()),
                                new Order("2", "o1", DAY.minusDays(9), new BigDecimal("10"), null, Map.of())));
    }

    @AfterAll
    static void stop() {
        context.getBean(MongoDatabase.class).drop();
        context.close();
    }

    private static String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    private static HttpResponse<String> call(String method, String path, String body, String language)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                .header("Content-Type", "application/json")
                .header("Accept-Language", language)
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(String method, String path, String body) throws Exception {
        return JSON.readTree(call(method, path, body, "en").body());
    }

    private static JsonNode get(String path) throws Exception {
        return json("GET", path, "");
    }

    private static JsonNode ofPolicy(JsonNode assignments, String policy) {
        return assignments
                .valueStream()
                .filter(held -> held.get("policy").asString().equals(policy))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode finishedRun(String body) throws Exception {
        HttpResponse<String> started = call("POST", "/api/runs", body, "en");
        assertThat(started.statusCode()).isEqualTo(202);
        String location = started.headers().firstValue("Location").orElseThrow();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !get(location).get("state").asString().equals("RUNNING"));
        return get(location);
    }

    @Test
    void aRunDecidesForEverybodyAndDoingItAgainChangesNothing() throws Exception {
        JsonNode run = finishedRun("{\"asOf\": \"2026-06-30\"}");
        JsonNode again = finishedRun("{\"asOf\": \"2026-06-30\"}");

        assertThat(run.get("state").asString()).isEqualTo("FINISHED");
        assertThat(run.get("done").asInt()).isEqualTo(run.get("total").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(run.get("counts").get("bank-star").get("THREE").asInt()).isEqualTo(1);
        assertThat(again.get("counts")).isEqualTo(run.get("counts"));
        assertThat(again.get("changed").asInt()).isZero();
        JsonNode held = get("/api/customers/1/assignments");
        assertThat(held).hasSize(TIERING);
        JsonNode value = ofPolicy(held, "customer-value");
        assertThat(value.get("outcome").asString()).isEqualTo("HIGH");
        assertThat(value.get("because").asString()).contains("profit12m = 9000.00 (>= 8,000)");
        assertThat(get("/api/customers/1/assignments/history")).hasSize(TIERING);
        assertThat(get("/api/runs").size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void theReasonIsThatOfTheLatestRunAndTheHistoryGrowsByOutcomesOnly() throws Exception {
        finishedRun("{\"asOf\": \"2026-06-29\"}");
        finishedRun("{\"asOf\": \"2026-06-30\"}");

        for (JsonNode held : get("/api/customers/1/assignments")) {
            if (held.get("policy").asString().equals("lifecycle")) {
                assertThat(held.get("asOf").asString()).isEqualTo("2026-06-30");
                assertThat(held.get("facts").get("daysSinceLastOrder").asInt()).isEqualTo(5);
            }
        }
        JsonNode history = get("/api/customers/1/assignments/history");
        assertThat(history).hasSize(TIERING);
        assertThat(history.findValuesAsString("at").stream().map(Instant::parse))
                .isSorted();
    }

    /** Leaves a run as it is when its own process could not even write that it failed; KillIT has runs of killed processes. */
    private static void interrupt(String runId, String asId, Map<String, String> hashes) {
        MongoCollection<Document> runs = context.getBean(MongoDatabase.class).getCollection("runs");
        Document run = runs.find(Filters.eq("_id", runId)).first();
        assertThat(run).isNotNull();
        run.append("_id", asId)
                .append("state", "RUNNING")
                .append("heartbeat", new BsonDateTime(0))
                .remove("finishedAt");
        run.get("policyHashes", Document.class).putAll(hashes);
        runs.insertOne(run);
    }

    @Test
    void anInterruptedRunGoesOnUnlessAPolicyChangedMeanwhile() throws Exception {
        String run = finishedRun("{\"asOf\": \"2026-06-30\"}").get("id").asString();
        interrupt(run, "interrupted", Map.of());
        interrupt(run, "outdated", Map.of("star-points", "another"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        get("/api/runs").findValuesAsString("state").stream().noneMatch("RUNNING"::equals));
        assertThat(get("/api/runs/interrupted").get("state").asString()).isEqualTo("FINISHED");
        assertThat(get("/api/runs/outdated").get("state").asString()).isEqualTo("FAILED");
        assertThat(get("/api/runs/outdated").get("failure").asString()).isEqualTo("POLICY_CHANGED");
        assertThat(call("GET", "/", "", "en").body()).contains("a policy changed while the run was interrupted");
    }

    @Test
    void anEarlierDayGivesTheTierOfThatDay() throws Exception {
        JsonNode now = json(
                "POST", "/api/customers/1/evaluation", "{\"asOf\": \"2026-06-30\", \"policy\": \"customer-value\"}");
        JsonNode before = json("POST", "/api/customers/1/evaluation", "{\"asOf\": \"2026-06-01\"}");

        assertThat(now.get("decisions")).hasSize(1);
        assertThat(now.get("decisions").get(0).get("row").get("place").asString())
                .isEqualTo("Rules!12");
        assertThat(now.get("decisions").get(0).get("facts").get("spend12m").decimalValue())
                .isEqualByComparingTo("60000.10");
        assertThat(before.get("decisions")).hasSize(TIERING);
        assertThat(before.findValues("outcome").stream().map(JsonNode::asString))
                .contains("LOW", "THREE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"en | profit12m = 9000.00 (>= 8,000)", "zh-CN | 近12个月", "zh-TW | 近12個月"})
    void reasonsAreInTheReadersLanguage(String language, String part) throws Exception {
        String body = "{\"asOf\": \"2026-06-30\", \"policy\": \"customer-value\"}";

        JsonNode made = JSON.readTree(
                call("POST", "/api/customers/1/evaluation", body, language).body());

        JsonNode decision = made.get("decisions").get(0);
        assertThat(decision.get("because").asString()).contains(part);
        assertThat(decision.get("row").get("conditions").findValues("field").stream()
                        .map(JsonNode::asString))
                .contains("profit12m");
    }

    @Test
    void policiesAndTheirWorkbooksAreServedAsTheyAre() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/api/policies/lifecycle/workbook"))
                .header("Authorization", "Bearer " + token)
                .build();
        byte[] bytes = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofByteArray())
                .body();

        assertThat(bytes)
                .isEqualTo(ShippedPolicies.find("lifecycle").orElseThrow().bytes());
        assertThat(get("/api/policies")).hasSize(ShippedPolicies.ids().size());
        assertThat(call("GET", "/api/policies/lifecycle", "", "zh-TW").body()).contains("生命週期", "沉默客戶");
        assertThat(call("GET", "/api/policies/star-points/workbook", "", "en").body())
                .contains("135");
    }

    @Test
    void customersComePageByPage() throws Exception {
        JsonNode first = get("/api/customers?limit=2");
        JsonNode second =
                get("/api/customers?limit=1000&cursor=" + first.get("next").asString());

        assertThat(first.get("customers")).hasSize(2);
        assertThat(second.get("customers").get(0).get("id").asString()).isEqualTo("a b/c");
        assertThat(get("/api/customers/2").get("fields").get("birthDate").asString())
                .isEqualTo("2000-02-29");
    }

    @Test
    void whatIsWrongIsAProblemDocument() throws Exception {
        List<List<String>> wrong = List.of(
                List.of("GET", "/api/customers/nobody", "", "404", "no-customer", "there is no customer nobody"),
                List.of("GET", "/api/runs/none", "", "404", "no-run", "there is no run none"),
                List.of("GET", "/api/policies/none", "", "404", "no-policy", "there is no policy none"),
                List.of("GET", "/api/nothing", "", "404", "not-found", "status 404"),
                List.of("GET", "/api/customers?limit=0", "", "400", "limit", "allowed are 1 to 1000"),
                List.of("GET", "/api/customers?limit=x", "", "400", "bad-request", "the parameter limit is x"),
                List.of("DELETE", "/api/runs", "", "403", "forbidden", "none of your roles"),
                List.of("POST", "/api/runs", "{", "400", "bad-request", "line 1"),
                List.of("POST", "/api/runs", "{}", "400", "as-of", "asOf is missing"),
                List.of("POST", "/api/runs", "{\"asOf\": \"30.6.2026\"}", "400", "day", "30.6.2026"),
                List.of("POST", "/api/runs", "{\"asOf\": 20260630}", "400", "bad-request", "field asOf"),
                List.of("POST", "/api/runs", "{\"asOf\": \"+999999999-12-31\"}", "400", "day", "+999999999"),
                List.of("POST", "/api/runs", "{\"asOf\": [2026, 6, 30]}", "400", "bad-request", "field asOf, line 1"),
                List.of(
                        "POST",
                        "/api/runs",
                        "{\"asOf\": \"2026-06-30\", \"polices\": []}",
                        "400",
                        "bad-request",
                        "polices"),
                List.of(
                        "POST",
                        "/api/runs",
                        "{\"asOf\": \"2026-06-30\", \"policies\": [null]}",
                        "404",
                        "no-policy",
                        "null"),
                List.of("GET", "/api/customers/A%2FB", "", "404", "no-customer", "A/B"),
                List.of("GET", "/api/customers/%00", "", "400", "bad-request", "status 400"),
                List.of("GET", "/api/customers/" + "x".repeat(9000), "", "400", "bad-request", "status 400"),
                List.of("GET", "/api/customers/nobody/assignments", "", "404", "no-customer", "nobody"),
                List.of("GET", "/api/customers/nobody/assignments/history", "", "404", "no-customer", "nobody"),
                List.of(
                        "POST",
                        "/api/runs",
                        "{\"asOf\": \"2026-06-30\", \"policies\": [\"x\"]}",
                        "404",
                        "no-policy",
                        "no policy x"),
                List.of(
                        "POST",
                        "/api/runs",
                        "{\"asOf\": \"2026-06-30\", \"policies\": [\"star-points\"]}",
                        "400",
                        "no-outcome",
                        "only computes"),
                List.of(
                        "POST",
                        "/api/customers/nobody/evaluation",
                        "{\"asOf\": \"2026-06-30\"}",
                        "404",
                        "no-customer",
                        "nobody"));
        for (List<String> one : wrong) {
            HttpResponse<String> response = call(one.get(0), one.get(1), one.get(2), "en");

            assertThat(response.statusCode()).as("%s", one).isEqualTo(Integer.parseInt(one.get(3)));
            assertThat(response.headers().firstValue("Content-Type"))
                    .as("%s", one)
                    .hasValue("application/problem+json");
            assertThat(JSON.readTree(response.body()).get("type").asString())
                    .isEqualTo("urn:gradus:problem:" + one.get(4));
            assertThat(JSON.readTree(response.body()).get("detail").asString()).contains(one.get(5));
        }
    }

    @Test
    void pagesShowPoliciesAndACustomersTiersInThreeLanguages() throws Exception {
        finishedRun("{\"asOf\": \"2026-06-30\"}");

        assertThat(call("GET", "/", "", "en").body())
                .contains("Customer value", "High value", "finished", "progress-bar");
        assertThat(call("GET", "/", "", "zh-CN").body()).contains("客户价值分级", "已完成");
        assertThat(call("GET", "/?lang=zh-TW", "", "en").body()).contains("客戶價值分級");
        assertThat(call("GET", "/customer?id=1", "", "en").body()).contains("Rules!12", "Earns us much");
        assertThat(call("GET", "/customer?id=%3Cb%3E", "", "en"))
                .satisfies(page -> assertThat(page.statusCode()).isEqualTo(404))
                .satisfies(page -> assertThat(page.body()).contains("&lt;b&gt;").doesNotContain("<b>"));
        assertThat(call("GET", "/webjars/bootstrap/5.3.8/css/bootstrap.min.css", "", "en")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void pagesThatAreNotThereArePagesToo() throws Exception {
        for (String path : List.of("/nope", "/customer")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                    .header("Accept", "text/html")
                    .header("Authorization", "Bearer " + token)
                    .build();
            HttpResponse<String> page = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(page.statusCode()).isBetween(400, 404);
            assertThat(page.body()).contains("<main").doesNotContain("Whitelabel", "Tomcat");
        }
    }

    /** Stands between the browser, which cannot sign in by itself, and the service. */
    private static HttpServer withToken() throws IOException {
        HttpServer between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        between.createContext("/", exchange -> {
            try {
                HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(address() + exchange.getRequestURI()))
                                        .header("Authorization", "Bearer " + token)
                                        .header("Accept", "text/html,*/*")
                                        .build(),
                                HttpResponse.BodyHandlers.ofByteArray());
                answer.headers().map().forEach((name, values) -> {
                    if (!name.equalsIgnoreCase("transfer-encoding") && !name.equalsIgnoreCase("content-length")) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
                exchange.sendResponseHeaders(answer.statusCode(), 0);
                exchange.getResponseBody().write(answer.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        between.start();
        return between;
    }

    private static String seenInABrowser(String path) throws Exception {
        Optional<Path> chromium = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(chromium.isPresent(), "there is no Chromium here");
        Path page = folder.resolve("page.html");
        List<String> command = new ArrayList<>(List.of(chromium.orElseThrow().toString()));
        command.addAll(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"));
        command.addAll(List.of("--disable-background-networking", "--disable-component-update", "--disable-sync"));
        command.addAll(List.of("--user-data-dir=" + folder.resolve("browser"), "--dump-dom"));
        command.add("--enable-logging=stderr");
        HttpServer between = withToken();
        command.add("http://127.0.0.1:" + between.getAddress().getPort() + path);
        Path said = folder.resolve("browser.log");
        Process process = new ProcessBuilder(command)
                .redirectOutput(page.toFile())
                .redirectError(said.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        between.stop(0);
        assertThat(Files.readString(said)).doesNotContain("Content Security Policy");
        return Files.readString(page);
    }

    @Test
    void aBrowserShowsPoliciesCustomersAndWhatIsMissing() throws Exception {
        finishedRun("{\"asOf\": \"2026-06-30\"}");

        assertThat(seenInABrowser("/?lang=en")).contains("Customer value", "High value", "progress-bar");
        assertThat(seenInABrowser("/customer?id=1&lang=zh-CN")).contains("客户价值分级", "Rules!12", "高价值");
        assertThat(seenInABrowser("/customer?id=nobody&lang=en")).contains("there is no customer nobody");
    }

    @Test
    void wronglyWrittenLanguagesAreReadAsEnglish() throws Exception {
        for (String language : List.of("@@", "en;q=x", "*", "")) {
            assertThat(call("GET", "/", "", language).statusCode()).as(language).isEqualTo(200);
            assertThat(call("GET", "/api/policies", "", language).statusCode())
                    .as(language)
                    .isEqualTo(200);
        }
        assertThat(call("GET", "/", "", "zh-Hant").body()).contains("客戶價值分級");
        assertThat(call("GET", "/", "", "zh-HK,en;q=0.5").body()).contains("客戶價值分級");
    }

    @Test
    void healthMetricsAndTheApiDocumentAreServed() throws Exception {
        JsonNode health = get("/actuator/health");

        assertThat(health.get("status").asString()).isEqualTo("UP");
        assertThat(health.get("components")
                        .get("release")
                        .get("details")
                        .get("policies")
                        .asInt())
                .isEqualTo(ShippedPolicies.ids().size());
        assertThat(health.get("components").get("database").get("status").asString())
                .isEqualTo("UP");
        assertThat(call("GET", "/actuator/prometheus", "", "en").body()).contains("http_server_requests");
        assertThat(get("/api/openapi.json").get("paths").propertyNames())
                .contains("/api/policies", "/api/customers/{id}/evaluation", "/api/runs/{id}");
    }

    /** Run with GRADUS_DOCS=write in the environment to bring the document up to date. */
    @Test
    void theApiDocumentIsTheOneCheckedIn() throws Exception {
        Path document = Path.of("../docs/openapi.json");
        String served = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(get("/api/openapi.json")) + "\n";

        JsonNode checkedIn = JSON.readTree(Files.readString(document));
        List<String> breaking = ApiChanges.breaking(checkedIn, JSON.readTree(served));
        if ("write".equals(System.getenv("GRADUS_DOCS"))) {
            Files.writeString(document, served);
            System.out.println("written; what breaks callers: " + String.join("\n", breaking));
        } else {
            assertThat(breaking)
                    .as("breaks callers; GRADUS_DOCS=write writes docs/openapi.json all the same")
                    .isEmpty();
            assertThat(checkedIn)
                    .as("breaks nobody; GRADUS_DOCS=write writes docs/openapi.json")
                    .isEqualTo(JSON.readTree(served));
        }
    }

    @Test
    void storingTheSameOrdersTwiceKeepsThemOnce() {
        Orders orders = context.getBean(Orders.class);
        long before = orders.count();
        List<Order> more =
                List.of(new Order("2", "o2", DAY.minusDays(700), BigDecimal.ONE, null, Map.of("x", BigDecimal.ONE)));

        orders.save(more);
        orders.save(more);

        assertThat(orders.count()).isEqualTo(before + 1);
    }

    @Test
    void manyWritersLoseNoAssignment() throws Exception {
        Assignments assignments = context.getBean(Assignments.class);
        CustomerEvaluation evaluation = context.getBean(CustomerEvaluation.class);
        List<String> policies = List.of("customer-value", "lifecycle", "bank-star", "abc-pareto", "rfm-segment");
        context.getBean(Customers.class).save(List.of(new CustomerRecord("shared", Map.of())));
        List<Evaluation> each = policies.stream()
                .map(policy ->
                        evaluation.evaluate("shared", DAY, List.of(policy)).evaluation())
                .toList();
        ExecutorService writers = Executors.newFixedThreadPool(5);

        List<java.util.concurrent.Future<Integer>> changes = IntStream.range(0, 5)
                .mapToObj(i -> writers.submit(
                        () -> assignments.record(new RunStamp("writer-" + i, Instant.EPOCH, 1), List.of(each.get(i)))))
                .toList();
        for (java.util.concurrent.Future<Integer> change : changes) {
            assertThat(change.get()).isEqualTo(1);
        }
        writers.shutdown();

        assertThat(assignments.decided("shared")).hasSize(5);
        assertThat(context.getBean(AssignmentHistory.class).of("shared")).hasSize(5);
    }

    @Test
    void theDataFolderTellsOthersWhereTheServerIs() throws IOException {
        assumeFalse(System.getenv().containsKey("GRADUS_TEST_MONGODB_URI"), "this database is not our own");
        assertThat(Files.readString(folder.resolve("embedded.uri"))).startsWith("mongodb://127.0.0.1:");
    }

    /** A form with files, as a browser or curl sends it. */
    private static HttpResponse<byte[]> upload(String path, Map<String, PolicySource> files) throws Exception {
        String border = "border-of-the-test";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, PolicySource> file : files.entrySet()) {
            String head = "--" + border + "\r\nContent-Disposition: form-data; name=\"" + file.getKey()
                    + "\"; filename=\"" + file.getValue().fileName()
                    + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
            body.write(head.getBytes(StandardCharsets.UTF_8));
            body.write(file.getValue().bytes());
            body.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.write(("--" + border + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                .header("Content-Type", "multipart/form-data; boundary=" + border)
                .header("Accept-Language", "zh-CN")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void aWorkbookIsCheckedAnnotatedAndComparedWithoutBeingStored() throws Exception {
        PolicySource bad = WorkbookFixture.over("orders").row("many", "HIGH").source();
        PolicySource older = WorkbookFixture.over("orders")
                .row(">= 3", "HIGH")
                .row("", "LOW")
                .source();
        PolicySource newer = WorkbookFixture.over("orders")
                .row(">= 4", "HIGH")
                .row("", "LOW")
                .source();
        long stored =
                context.getBean(MongoDatabase.class).getCollection("workbooks").countDocuments();

        JsonNode checked =
                JSON.readTree(upload("/api/checks", Map.of("file", bad)).body());
        HttpResponse<byte[]> annotated = upload("/api/checks/annotated", Map.of("file", bad));
        JsonNode diff = JSON.readTree(
                upload("/api/diffs", Map.of("older", older, "newer", newer)).body());

        assertThat(checked.get("errors").asInt()).isEqualTo(1);
        assertThat(checked.at("/findings/0/place").asString()).isEqualTo("Rules!C11");
        assertThat(checked.at("/findings/0/message").asString()).isEqualTo("不是数字：many");
        assertThat(annotated.statusCode()).isEqualTo(200);
        assertThat(new String(annotated.body(), 0, 2, StandardCharsets.ISO_8859_1))
                .isEqualTo("PK");
        assertThat(diff.at("/changes/0/message").asString()).isEqualTo("HIGH：累计订单数 由 ≥ 3 改为 ≥ 4 单");
        assertThat(diff.at("/differences/0/sample/orders").asInt()).isEqualTo(3);
        assertThat(context.getBean(MongoDatabase.class)
                        .getCollection("workbooks")
                        .countDocuments())
                .isEqualTo(stored);
        PolicySource broken = new PolicySource("x.xlsx", new byte[] {1, 2, 3});
        assertThat(upload("/api/checks/annotated", Map.of("file", broken)).statusCode())
                .isEqualTo(400);
        assertThat(upload("/api/checks", Map.of("other", bad)).statusCode()).isEqualTo(400);
        PolicySource huge = new PolicySource("x.xlsx", new byte[11 * 1024 * 1024]);
        HttpResponse<byte[]> refused = upload("/api/checks", Map.of("file", huge));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8))
                .contains("10 MB")
                .contains("gradus.workbook.file-size");
    }
}
