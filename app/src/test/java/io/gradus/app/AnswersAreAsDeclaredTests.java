package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gradus.app.access.Secret;
import io.gradus.app.access.Tokens;
import io.gradus.app.access.Users;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Imports;
import io.gradus.app.customer.Order;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Role;
import io.gradus.fixtures.TestService;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is asked, sense or nonsense, the answer is one that the OpenAPI document declares, and as its schema says. */
class AnswersAreAsDeclaredTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final String WORD = "application/json";

    /** What a name is given, mostly things that exist. */
    private static final Map<String, List<String>> SENSE = Map.ofEntries(
            Map.entry("id", List.of("customer-value", "declared", "rfm-segment", "c1", "c2", "c3", "nobody")),
            Map.entry("policy", List.of("customer-value", "declared", "rfm-segment", "lifecycle", "none")),
            Map.entry("customer", List.of("c1", "c2", "c3", "nobody")),
            Map.entry("subject", List.of("declared/1", "c1", "customer-value")),
            Map.entry("number", List.of("1", "2", "3", "4", "0", "-1", "99999999999")),
            Map.entry("base", List.of("3", "2", "0")),
            Map.entry("release", List.of("1", "2", "0", "-3")),
            Map.entry("to", List.of("1", "2", "2026-11-01", "2030-01-01T00:00:00Z", "4")),
            Map.entry("from", List.of("1", "2", "2020-01-01", "2026-11-01T00:00:00Z")),
            Map.entry("at", List.of("2030-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "2027-01-01")),
            Map.entry("sequence", List.of("1", "2", "3", "5", "8", "99999")),
            Map.entry("first", List.of("1", "2", "3")),
            Map.entry("second", List.of("4", "5", "6", "99999")),
            Map.entry("size", List.of("5", "10", "25", "1", "0")),
            Map.entry("seed", List.of("7", "seven")),
            Map.entry("limit", List.of("1", "2", "100", "1000", "0")),
            Map.entry("cursor", List.of("0", "1", "c1", "")),
            Map.entry("format", List.of("json", "csv", "xml")),
            Map.entry("actor", List.of("ann", "bob", "set-up")),
            Map.entry("type", List.of("policy.uploaded", "policy.submitted", "override.proposed")),
            Map.entry("state", List.of("PROPOSED", "APPROVED")),
            Map.entry("stage", List.of("PROPOSED", "APPROVED", "nonsense")),
            Map.entry("name", List.of("zed", "zoe", "nobody")),
            Map.entry("outcome", List.of("HIGH", "MEDIUM", "LOW", "NONE")),
            Map.entry("until", List.of("2026-12-31", "2030-01-01", "2020-01-01")),
            Map.entry("asOf", List.of("2026-06-30", "2026-11-26", "2026-13-01")),
            Map.entry("reason", List.of("because", "", "与客户约定")),
            Map.entry("acceptance", List.of("known", "")),
            Map.entry("password", List.of("x".repeat(14), "short")),
            Map.entry("present", List.of("x".repeat(12))),
            Map.entry("purpose", List.of("a program", "")),
            Map.entry("group", List.of("board", "")),
            Map.entry("roles", List.of("ANALYST", "OPERATOR", "KING")),
            Map.entry("groups", List.of("board", "sales")),
            Map.entry("policies", List.of("customer-value", "declared", "none")));

    private static final List<String> NONSENSE = List.of(
            "",
            " ",
            "0",
            "-1",
            "1e9",
            "null",
            "true",
            "[]",
            "{}",
            "a/b",
            "..",
            "%",
            "'",
            "\"",
            "<b>",
            "$where",
            "\u0000",
            "\u202e",
            "客户",
            "2026-02-30",
            "9".repeat(40),
            "x".repeat(300));

    private static final List<String> LITERALS =
            List.of("null", "1", "-1", "1.5", "true", "\"\"", "\"x\"", "[]", "{}", "[null]", "1e400", "\"2026-02-30\"");

    @TempDir
    private static Path folder = Path.of(".");

    private static ConfigurableApplicationContext context =
            new org.springframework.context.support.GenericApplicationContext();
    private static Visitor ann = Visitor.anonymous("");
    private static List<String> runs = List.of();
    private static List<String> overrides = List.of();
    private static JsonNode document = JSON.createObjectNode();
    private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

    private record Operation(String method, String path, JsonNode said) {}

    @BeforeAll
    static void start() throws Exception {
        context = TestService.listening(folder, "declared");
        ann = person("ann");
        Visitor bob = person("bob");
        context.getBean(Imports.class)
                .save(
                        IntStream.rangeClosed(1, 8)
                                .mapToObj(i -> new CustomerRecord("c" + i, Map.of()))
                                .toList(),
                        IntStream.rangeClosed(1, 8)
                                .mapToObj(i -> new Order(
                                        "c" + i,
                                        "o" + i,
                                        LocalDate.of(2026, 6, i),
                                        BigDecimal.valueOf(9_000L * i, 2),
                                        null,
                                        Map.of()))
                                .toList());
        List<String> limits = List.of("900", "800", "");
        for (int base = 0; base < limits.size(); base++) {
            done(ann.upload("/api/policies/declared/versions?reason=test&base=" + base, workbook(limits.get(base))));
        }
        done(ann.send("POST", "/api/policies/declared/versions/1/submission", "{\"reason\": \"please\"}"));
        String sha = done(ann.send("GET", "/api/policies/declared/versions/1", ""))
                .get("sha256")
                .asString();
        done(bob.send(
                "POST",
                "/api/policies/declared/versions/1/approval",
                "{\"sha256\": \"" + sha + "\", \"reason\": \"good\"}"));
        done(ann.send("POST", "/api/policies/declared/versions/1/publication", "{\"reason\": \"go\"}"));
        String run = done(ann.send("POST", "/api/runs", "{\"asOf\": \"2026-11-26\"}"))
                .get("id")
                .asString();
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> !done(ann.send("GET", "/api/runs/" + run, ""))
                        .get("state")
                        .asString()
                        .equals("RUNNING"));
        runs = List.of(run, "none");
        overrides = List.of(propose("c1"), propose("c2"), propose("c3"), propose("c4"), "1");
        done(bob.send("POST", "/api/overrides/" + overrides.get(0) + "/approval", "{\"reason\": \"yes\"}"));
        document = done(ann.send("GET", "/api/openapi.json", ""));
    }

    @AfterAll
    static void stop() {
        context.getBean(MongoDatabase.class).drop();
        context.close();
    }

    private static String propose(String customer) throws Exception {
        String body = "{\"policy\": \"declared\", \"outcome\": \"HIGH\", \"until\": \"2026-12-31\", \"reason\": \"x\"}";
        return done(ann.send("POST", "/api/customers/" + customer + "/overrides", body))
                .get("number")
                .asString();
    }

    private static String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    private static Visitor person(String name) {
        Set<Role> all = Set.of(Role.values());
        Actor setUp = new Actor("set-up", Set.of(), Set.of());
        context.getBean(Users.class).create(setUp, name, all, Set.of(), new Secret("x".repeat(12)), "test");
        return Visitor.withToken(
                address(),
                context.getBean(Tokens.class)
                        .issue(new Actor(name, all, Set.of()), all, Duration.ofDays(1), "test")
                        .text()
                        .value());
    }

    private static PolicySource workbook(String limit) {
        return WorkbookFixture.over("spend12m")
                .row(">= " + limit, "HIGH")
                .row("> 0", "MEDIUM")
                .row("", "LOW")
                .scenario("much", Map.of("spend12m", new BigDecimal("900000")), "HIGH")
                .scenario("some", Map.of("spend12m", BigDecimal.ONE), "MEDIUM")
                .scenario("none", Map.of(), "LOW")
                .set("Policy!C4", "declared")
                .set("Rules!C11", limit.isEmpty() ? "plenty" : ">= " + limit)
                .source();
    }

    private static JsonNode done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    @Test
    void answersToSomeHundredCallsAreAsDeclared() throws Exception {
        askAtRandom(new Random(12), 600);
    }

    @Tag("thorough")
    @Test
    void answersToManyCallsAreAsDeclared() throws Exception {
        askAtRandom(new Random(2026), 10_000);
    }

    private static void askAtRandom(Random random, int calls) throws Exception {
        List<Operation> operations = operations();
        Set<String> faults = new TreeSet<>();
        Map<Integer, Integer> statuses = new TreeMap<>();
        int ill = 0;
        for (int call = 0; call < calls; call++) {
            // In turn first, so that each is asked however few calls there are.
            Operation operation = operations.get(call % operations.size());
            HttpResponse<String> answer = ask(operation, random);
            statuses.merge(answer.statusCode(), 1, Integer::sum);
            List<String> found = faults(operation, answer);
            faults.addAll(found);
            ill += found.isEmpty() ? 0 : 1;
        }
        System.out.println(calls + " calls of " + operations.size() + " operations, by status " + statuses + ": " + ill
                + " not as declared");
        assertThat(faults).isEmpty();
        assertThat(statuses).containsKeys(200, 400, 404);
    }

    /** All that the document declares, in a fixed order. */
    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        operations.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
        return operations;
    }

    private static HttpResponse<String> ask(Operation operation, Random random) throws Exception {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.said().path("parameters")) {
            String name = parameter.get("name").asString();
            String value = URLEncoder.encode(value(operation, name, random), StandardCharsets.UTF_8)
                    .replace("+", "%20");
            if (parameter.get("in").asString().equals("path")) {
                path = path.replace("{" + name + "}", value.isEmpty() ? "nobody" : value);
            } else if (parameter.path("required").asBoolean() ? random.nextInt(20) > 0 : random.nextInt(3) == 0) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value);
            }
        }
        JsonNode body = operation.said().path("requestBody").path("content");
        if (body.has("multipart/form-data")) {
            return ann.upload(path + query, file(random));
        }
        String language = List.of("en", "zh-CN", "zh-TW", "fr").get(random.nextInt(4));
        return ann.send(
                operation.method(),
                path + query,
                body.has(WORD) ? body(operation, resolved(body.get(WORD).get("schema")), random) : "",
                "Accept-Language",
                language);
    }

    private static PolicySource file(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> workbook("");
            case 1 -> new PolicySource("declared.csv", "no,table\n1,2\n".getBytes(StandardCharsets.UTF_8));
            case 2 -> new PolicySource("declared.xlsx", new byte[] {1, 2, 3});
            default -> workbook(String.valueOf(100 + random.nextInt(5)));
        };
    }

    private static String value(Operation operation, String name, Random random) {
        List<String> sense = SENSE.getOrDefault(name, NONSENSE);
        if ((operation.path().startsWith("/api/runs") && name.equals("id")) || name.equals("run")) {
            sense = runs;
        } else if (operation.path().startsWith("/api/overrides") && name.equals("number")) {
            sense = overrides;
        }
        return pick(random.nextInt(5) == 0 ? NONSENSE : sense, random);
    }

    private static String pick(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema;
    }

    private static String body(Operation operation, JsonNode schema, Random random) {
        if (random.nextInt(25) == 0) {
            return pick(
                    List.of("", "{", "[]", "null", "\"x\"", "{\"a\": 1, \"a\": 2}", "{\"reason\": \"\u0000\"}"),
                    random);
        }
        List<String> members = new ArrayList<>();
        schema.path("properties").properties().forEach(property -> {
            if (random.nextInt(8) > 0) {
                members.add("\"" + property.getKey() + "\": "
                        + (random.nextInt(8) == 0
                                ? pick(LITERALS, random)
                                : literal(operation, property.getKey(), property.getValue(), random)));
            }
        });
        return "{" + String.join(", ", members) + "}";
    }

    private static String literal(Operation operation, String name, JsonNode schema, Random random) {
        String types = schema.path("type").toString();
        if (types.contains("array")) {
            return "[" + JSON.writeValueAsString(value(operation, name, random)) + "]";
        }
        if (types.contains("boolean")) {
            return "true";
        }
        if (types.contains("integer")) {
            return String.valueOf(random.nextInt(4));
        }
        return JSON.writeValueAsString(value(operation, name, random));
    }

    /** What of an answer the document does not declare. */
    private static List<String> faults(Operation operation, HttpResponse<String> answer) {
        String what = operation.method() + " " + operation.path() + " " + answer.statusCode() + ": ";
        if (answer.statusCode() >= 500) {
            return List.of(what + answer.body());
        }
        JsonNode responses = operation.said().get("responses");
        JsonNode declared = responses.has(String.valueOf(answer.statusCode()))
                ? responses.get(String.valueOf(answer.statusCode()))
                : answer.statusCode() >= 400 ? responses.get("default") : null;
        if (declared == null) {
            return List.of(what + "no such status is declared");
        }
        JsonNode content = declared.path("content");
        if (content.isEmpty()) {
            return answer.body().isEmpty() ? List.of() : List.of(what + "no content is declared");
        }
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        JsonNode media = content.path(type);
        if (media.isMissingNode() && content.has("*/*")) {
            media = content.get("*/*");
        }
        if (media.isMissingNode()) {
            return List.of(what + type + " is none of " + content.propertyNames());
        }
        return type.contains("json") ? faults(media.get("schema"), answer.body(), what) : List.of();
    }

    private static List<String> faults(JsonNode schema, String body, String what) {
        Schema compiled = COMPILED.computeIfAbsent(schema.toString(), text -> {
            ObjectNode whole = (ObjectNode) JSON.readTree(text);
            whole.set("components", document.get("components"));
            return SCHEMAS.getSchema(whole);
        });
        return compiled.validate(JSON.readTree(body)).stream()
                .map(error -> what + error.getInstanceLocation().toString().replaceAll("/\\d+", "/#") + " "
                        + error.getMessage())
                .toList();
    }

    @Test
    void whatATextHidesIsSpeltOut() throws Exception {
        String body =
                "{\"policy\": \"declared\", \"outcome\": \"HIGH\", \"until\": \"2026-12-31\", \"reason\": \"1\\u202e23\"}";
        String json = ann.send("POST", "/api/customers/c8/overrides", body).body();
        String page = Visitor.signedIn(address(), "bob", "x".repeat(12))
                .send("GET", "/customer?id=c8", "")
                .body();

        assertThat(json).contains("1\\u202E23");
        assertThat(JSON.readTree(json).get("reason").asString()).isEqualTo("1\u202e23");
        assertThat(page).contains("1\\u202E23").doesNotContain("\u202e");
    }

    /** No answer is an object of which nothing is known. */
    @Test
    void everySchemaSaysWhatItIs() {
        List<String> unknown = new ArrayList<>();
        operations()
                .forEach(operation -> operation
                        .said()
                        .get("responses")
                        .properties()
                        .forEach(response -> response.getValue()
                                .path("content")
                                .properties()
                                .forEach(media -> unknown(media.getValue().get("schema"), operation.path(), unknown))));
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> unknown(schema.getValue(), schema.getKey(), unknown));

        assertThat(unknown).isEmpty();
        assertThat(document.at("/components/securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("token", "session");
        assertThat(document.get("security").size()).isEqualTo(2);
    }

    private static void unknown(@Nullable JsonNode schema, String where, List<String> unknown) {
        if (schema == null || schema.isEmpty()) {
            unknown.add(where);
            return;
        }
        boolean object = schema.path("type").toString().contains("object");
        if (object && !schema.has("properties") && !schema.has("additionalProperties")) {
            unknown.add(where);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> unknown(property.getValue(), where + "." + property.getKey(), unknown));
        if (schema.has("items")) {
            unknown(schema.get("items"), where + "[]", unknown);
        }
        if (schema.has("additionalProperties")) {
            unknown(schema.get("additionalProperties"), where + "{}", unknown);
        }
    }
}
