package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.gradus.app.access.Secret;
import io.gradus.app.access.Tokens;
import io.gradus.app.access.Users;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Imports;
import io.gradus.app.customer.Order;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Role;
import io.gradus.fixtures.TestService;
import io.gradus.proof.EvidenceVerification;
import io.gradus.proof.InclusionProof;
import io.gradus.proof.MerkleTree;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole path of a workbook over HTTP, by five people, and its proof offline. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class GovernanceJourneyTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path PYTHON_VERIFIER = Path.of("../docs/verify/verify_ledger.py");

    @TempDir
    private static Path folder = Path.of(".");

    private static ConfigurableApplicationContext context =
            new org.springframework.context.support.GenericApplicationContext();
    private static Visitor ann = Visitor.anonymous("");
    private static Visitor second = Visitor.anonymous("");
    private static Visitor bob = Visitor.anonymous("");
    private static Visitor dee = Visitor.anonymous("");
    private static Visitor eve = Visitor.anonymous("");

    @BeforeAll
    static void start() {
        context = TestService.listening(folder, "journey");
        ann = person("ann", Role.ANALYST, Role.APPROVER);
        second = person("sue", Role.ANALYST);
        bob = person("bob", Role.APPROVER);
        dee = person("dee", Role.OPERATOR);
        eve = person("eve", Role.AUDITOR);
        context.getBean(Imports.class)
                .save(
                        List.of(new CustomerRecord("c1", Map.of()), new CustomerRecord("c2", Map.of())),
                        List.of(new Order(
                                "c1", "o1", LocalDate.of(2026, 6, 1), new BigDecimal("5500"), null, Map.of())));
    }

    @AfterAll
    static void stop() {
        context.getBean(MongoDatabase.class).drop();
        context.close();
    }

    private static Visitor person(String name, Role... roles) {
        String address = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
        Set<Role> all = Set.of(roles);
        Actor setUp = new Actor("set-up", Set.of(), Set.of());
        context.getBean(Users.class).create(setUp, name, all, Set.of(), new Secret("x".repeat(12)), "test");
        return Visitor.withToken(
                address,
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
                .set("Policy!C4", "journey")
                .set("Rules!C11", limit.isEmpty() ? "plenty" : ">= " + limit)
                .source();
    }

    private static JsonNode done(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static String refusal(int status, HttpResponse<String> answer) {
        return done(status, answer).get("type").asString().replace("urn:gradus:problem:", "");
    }

    private static HttpResponse<String> step(Visitor who, int version, String step, String body) throws Exception {
        return who.send("POST", "/api/policies/journey/versions/" + version + "/" + step, body);
    }

    private static void approve(int version) throws Exception {
        done(200, step(second, version, "submission", "{\"reason\": \"please\"}"));
        String hash = done(200, bob.send("GET", "/api/policies/journey/versions/" + version, ""))
                .get("sha256")
                .asString();
        done(200, step(bob, version, "approval", "{\"sha256\": \"" + hash + "\", \"reason\": \"looked at it\"}"));
    }

    private static String outcome() throws Exception {
        JsonNode evaluated = done(
                200,
                dee.send(
                        "POST", "/api/customers/c1/evaluation", "{\"asOf\": \"2026-06-30\", \"policy\": \"journey\"}"));
        return evaluated.get("decisions").get(0).get("outcome").asString();
    }

    @Test
    void aWorkbookGoesItsWayAndComesBack() throws Exception {
        JsonNode faulty = done(201, ann.upload("/api/policies/journey/versions?reason=first+try", workbook("")));
        assertThat(faulty.get("errors").asInt()).isEqualTo(1);
        JsonNode finding = done(200, ann.send("GET", "/api/policies/journey/versions/1/findings", ""))
                .get(0);
        assertThat(finding.get("place").asString()).isEqualTo("Rules!C11");
        assertThat(refusal(409, step(ann, 1, "submission", "{\"reason\": \"please\"}")))
                .isEqualTo("not-submittable");

        assertThat(refusal(409, ann.upload("/api/policies/journey/versions?reason=mended", workbook("5000"))))
                .isEqualTo("outdated-base");
        done(201, ann.upload("/api/policies/journey/versions?base=1&reason=mended", workbook("5000")));
        done(200, ann.send("GET", "/api/policies/journey/versions/2", ""));
        assertThat(refusal(400, step(second, 2, "submission", "{}"))).isEqualTo("reason-missing");
        done(200, step(second, 2, "submission", "{\"reason\": \"please\"}"));
        String hash = done(200, bob.send("GET", "/api/policies/journey/versions/2", ""))
                .get("sha256")
                .asString();
        String approval = "{\"sha256\": \"" + hash + "\", \"reason\": \"fine\"}";
        assertThat(refusal(409, step(ann, 2, "approval", approval))).isEqualTo("own-version");
        assertThat(refusal(403, step(dee, 2, "approval", approval))).isEqualTo("forbidden");
        done(200, step(bob, 2, "approval", approval));

        Instant soon = Instant.now().plusSeconds(2);
        String schedule = "{\"from\": \"" + soon + "\", \"reason\": \"next\"}";
        done(200, step(dee, 2, "schedule", schedule));
        assertThat(done(200, eve.send("GET", "/api/live?at=" + soon.plusSeconds(9), ""))
                        .get("policies")
                        .get("journey")
                        .get("version")
                        .asInt())
                .isEqualTo(2);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> done(200, eve.send("GET", "/api/policies/journey/versions/2", ""))
                        .get("stage")
                        .asString()
                        .equals("LIVE"));
        assertThat(outcome()).isEqualTo("HIGH");
        int before = done(200, eve.send("GET", "/api/releases/current", ""))
                .get("number")
                .asInt();

        done(201, ann.upload("/api/policies/journey/versions?base=2&reason=stricter", workbook("6000")));
        JsonNode outdated =
                done(409, second.upload("/api/policies/journey/versions?base=2&reason=mine", workbook("7000")));
        assertThat(outdated.get("latest").asInt()).isEqualTo(3);
        assertThat(outdated.get("diff").toString()).contains("5,000").contains("6,000");
        assertThat(refusal(409, second.upload("/api/policies/journey/versions?base=99&reason=mine", workbook("7000"))))
                .isEqualTo("outdated-base");
        assertThat(refusal(409, second.upload("/api/policies/journey/versions?base=1&reason=mine", workbook("7000"))))
                .isEqualTo("outdated-base");
        approve(3);
        done(200, step(dee, 3, "publication", "{\"reason\": \"now\"}"));
        assertThat(outcome()).isEqualTo("MEDIUM");
        JsonNode changes = done(200, eve.send("GET", "/api/releases/" + before + "/changes?to=" + (before + 1), ""));
        assertThat(changes.get(0).get("policy").asString()).isEqualTo("journey");
        assertThat(changes.toString()).contains("5,000").contains("6,000");
        done(201, dee.send("POST", "/api/rollbacks", "{\"release\": " + before + ", \"reason\": \"too strict\"}"));
        assertThat(outcome()).isEqualTo("HIGH");

        JsonNode history = done(200, eve.send("GET", "/api/audit/policies/journey/history", ""))
                .get("rows");
        assertThat(history.findValuesAsString("type"))
                .containsExactly(
                        "policy.uploaded",
                        "policy.uploaded",
                        "policy.submitted",
                        "policy.approved",
                        "policy.scheduled",
                        "release.published",
                        "policy.uploaded",
                        "policy.submitted",
                        "policy.approved",
                        "release.published",
                        "release.published");
        assertThat(history.get(6).get("changes").toString()).contains("6,000");
        HttpResponse<String> csv = eve.send("GET", "/api/audit/policies/journey/history?format=csv", "");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.body()).startsWith("sequence,at,actor").contains("stricter");
        assertThat(done(200, eve.send("GET", "/api/ledger/entries?actor=bob", ""))
                        .get("rows")
                        .findValuesAsString("type"))
                .contains("policy.approved")
                .doesNotContain("policy.uploaded");
    }

    @Test
    void aTierIsSetByHandByTwoPeople() throws Exception {
        String until = LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30).toString();
        String red = "{\"policy\": \"standing\", \"outcome\": \"RED\", \"until\": \"" + until
                + "\", \"reason\": \"a partner\"}";
        assertThat(refusal(403, ann.send("POST", "/api/customers/c2/overrides", red)))
                .isEqualTo("forbidden");
        assertThat(refusal(
                        400,
                        dee.send(
                                "POST",
                                "/api/customers/c2/overrides",
                                "{\"policy\": \"standing\","
                                        + " \"outcome\": \"RED\", \"until\": \"some day\", \"reason\": \"x\"}")))
                .isEqualTo("day");
        JsonNode noBody = done(400, dee.send("POST", "/api/customers/c2/overrides", ""));
        assertThat(noBody.get("detail").asString()).isEqualTo("the body is missing; send a JSON object");
        for (String odd : List.of("\"reason\": 1", "\"reason\": true", "\"policy\": \"x\", \"policy\": \"y\"")) {
            JsonNode strict = done(400, dee.send("POST", "/api/customers/c2/overrides", "{" + odd + "}"));
            assertThat(strict.get("detail").asString()).as(odd).startsWith("the body cannot be read");
        }
        assertThat(done(400, eve.send("GET", "/api/overrides?stage=BOGUS", ""))
                        .get("detail")
                        .asString())
                .isEqualTo("the parameter stage is BOGUS; allowed are PROPOSED, APPROVED, REJECTED, WITHDRAWN");
        assertThat(refusal(400, eve.send("GET", "/api/audit/overrides?format=xml", "")))
                .isEqualTo("format");
        assertThat(refusal(404, dee.send("POST", "/api/customers/nobody/overrides", red)))
                .isEqualTo("no-customer");
        HttpResponse<String> answer = dee.send("POST", "/api/customers/c2/overrides", red);
        JsonNode proposed = done(201, answer);
        String path = answer.headers().firstValue("Location").orElseThrow();
        assertThat(path).isEqualTo("/api/overrides/" + proposed.get("number").asLong());
        assertThat(refusal(409, dee.send("POST", "/api/customers/c2/overrides", red)))
                .isEqualTo("override-open");
        assertThat(bob.send("GET", "/", "").body())
                .contains("Overrides that wait")
                .contains("proposed by dee: a partner");
        done(200, bob.send("POST", path + "/approval", "{\"reason\": \"I know them\"}"));
        assertThat(bob.send("GET", "/", "").body()).doesNotContain("Overrides that wait");
        assertThat(bob.send("GET", "/customer?id=c2", "").body())
                .contains("Set by hand until " + until)
                .contains("approved by bob: I know them");

        JsonNode held = done(200, eve.send("GET", "/api/customers/c2/assignments", ""));
        assertThat(held.findValuesAsString("outcome")).contains("RED");
        assertThat(held.toString()).contains("\"proposer\":\"dee\"").contains("\"approver\":\"bob\"");
        JsonNode row = done(200, eve.send("GET", "/api/audit/overrides?customer=c2", ""))
                .get("rows")
                .get(0);
        assertThat(row.get("proposer").asString()).isEqualTo("dee");
        assertThat(row.get("answeredBy").asString()).isEqualTo("bob");
        assertThat(eve.send("GET", "/api/audit/overrides?actor=bob&format=csv", "")
                        .body())
                .startsWith("number,customer,policy,decided,outcome,until,proposer")
                .contains("a partner");
        assertThat(done(200, eve.send("GET", "/api/audit/customers/c2/decisions?at=" + Instant.now(), ""))
                        .get("rows")
                        .toString())
                .contains("\"setByHand\":\"RED\"");
        assertThat(refusal(404, eve.send("GET", "/api/audit/customers/nobody/decisions?at=" + Instant.now(), "")))
                .isEqualTo("no-customer");
        String run = done(202, dee.send("POST", "/api/runs", "{\"asOf\": \"2026-06-30\"}"))
                .get("id")
                .asString();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> done(200, eve.send("GET", "/api/runs/" + run, ""))
                        .get("state")
                        .asString()
                        .equals("FINISHED"));
        JsonNode heldNow = done(200, eve.send("GET", "/api/audit/customers/c2/decisions?at=" + Instant.now(), ""))
                .get("rows");
        assertThat(heldNow.findValuesAsString("setByHand")).contains("RED");
        assertThat(heldNow.findValuesAsString("version")).contains("1");
        assertThat(heldNow.findValuesAsString("confirmedByRun")).containsOnly(run);
        // While it was under way, nothing had confirmed what it decided.
        String begun = done(200, eve.send("GET", "/api/runs/" + run, ""))
                .get("startedAt")
                .asString();
        assertThat(done(200, eve.send("GET", "/api/audit/customers/c2/decisions?at=" + begun, ""))
                        .get("rows")
                        .findValues("confirmedByRun"))
                .allMatch(JsonNode::isNull);
        assertThat(eve.send("POST", "/api/audit/reevaluations?format=csv", "{\"seed\": \"7\", \"size\": 5}")
                        .body())
                .startsWith("decision,same,outcome,row")
                .contains(",true,")
                .doesNotContain(",false,")
                .hasLineCount(6);
        assertThat(eve.send("GET", "/api/audit/live?format=csv&at=" + Instant.now(), "")
                        .body())
                .startsWith("at,policy,version,workbook,fileName")
                .contains(",standing,1,");
        assertThat(done(200, eve.send("GET", "/api/ledger/entries?subject=standing/c2", ""))
                        .get("rows")
                        .findValuesAsString("type"))
                .containsExactly("override.proposed", "override.approved");
        assertThat(done(200, eve.send("GET", "/api/audit/policies/standing/history", ""))
                        .get("rows")
                        .findValuesAsString("type"))
                .containsExactly("policy.shipped", "release.published");
    }

    @Test
    void whatHappenedIsProvedWithoutTheServer() throws Exception {
        Path export = Files.write(folder.resolve("export.zip"), eve.download("/api/ledger/export"));
        assertThat(EvidenceVerification.verify(export, List.of()).faults()).isEmpty();
        assertThat(python(export)).isZero();
        assertThat(done(200, eve.send("GET", "/api/ledger/verification", ""))
                        .get("good")
                        .asBoolean())
                .isTrue();

        byte[] entry = eve.download("/api/ledger/entries/3");
        JsonNode inclusion = done(200, eve.send("GET", "/api/ledger/inclusion?sequence=3&size=20", ""));
        assertThat(new InclusionProof(2, 20, hashes(inclusion.get("proof")))
                        .proves(MerkleTree.leafHash(entry), hash(inclusion.get("root"))))
                .isTrue();
        JsonNode consistency = done(200, eve.send("GET", "/api/ledger/consistency?first=20&second=30", ""));
        assertThat(consistency.get("firstRoot")).isEqualTo(inclusion.get("root"));
        assertThat(MerkleTree.isConsistent(
                        20,
                        hash(consistency.get("firstRoot")),
                        30,
                        hash(consistency.get("secondRoot")),
                        hashes(consistency.get("proof"))))
                .isTrue();
        assertThat(refusal(400, eve.send("GET", "/api/ledger/inclusion?sequence=9999999&size=20", "")))
                .isEqualTo("stretch");
        assertThat(new String(eve.download("/api/ledger/checkpoint"), StandardCharsets.UTF_8))
                .startsWith("gradus.local/ledger\n");

        var entries = context.getBean(MongoDatabase.class).getCollection("ledger");
        Document before = entries.find(Filters.eq("_id", 7L)).first();
        assertThat(before).isNotNull();
        entries.updateOne(Filters.eq("_id", 7L), Updates.set("actor", before.getString("actor") + "x"));
        try {
            JsonNode verified = done(200, eve.send("GET", "/api/ledger/verification", ""));
            assertThat(verified.get("good").asBoolean()).isFalse();
            assertThat(verified.get("firstBad").asInt()).isEqualTo(7);
            assertThat(refusal(409, eve.send("GET", "/api/ledger/export", ""))).isEqualTo("ledger-broken");
        } finally {
            entries.replaceOne(Filters.eq("_id", 7L), before);
        }
    }

    private static byte[] hash(JsonNode hex) {
        return HexFormat.of().parseHex(hex.asString());
    }

    private static List<byte[]> hashes(JsonNode proof) {
        return proof.valueStream().map(GovernanceJourneyTests::hash).toList();
    }

    private static int python(Path evidence) throws IOException, InterruptedException {
        assumeTrue(Files.exists(PYTHON_VERIFIER));
        Process process;
        try {
            process = new ProcessBuilder("python3", PYTHON_VERIFIER.toString(), evidence.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("python.txt").toFile())
                    .start();
        } catch (IOException e) {
            return assumeThereIsPython();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static int assumeThereIsPython() {
        assumeTrue(false, "there is no python3 here");
        return 0;
    }
}
