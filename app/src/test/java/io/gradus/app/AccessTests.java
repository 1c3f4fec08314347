package io.gradus.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.gradus.app.access.FirstStart;
import io.gradus.app.access.Secret;
import io.gradus.app.access.Tokens;
import io.gradus.app.access.Users;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Customers;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Role;
import io.gradus.fixtures.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may do what, over HTTP. */
class AccessTests {

    /**
     * Every endpoint and who may call it: N for nobody signed in, then Analyst, aPprover, Operator, auDitor, administRator; a dot
     * for who may not. Endpoints that are not there yet have their rows already.
     */
    private static final String TABLE = """
            GET    /                                       .APODR
            GET    /sign-in                                NAPODR
            GET    /error                                  NAPODR
            GET    /customer                               .APOD.
            GET    /actuator                               ...O.R
            GET    /actuator/health                        NAPODR
            GET    /actuator/health/readiness              NAPODR
            GET    /actuator/prometheus                    ...O.R
            GET    /account                                .APODR
            GET    /config                                 ...ODR
            POST   /account/tokens                         .APODR
            POST   /account/tokens/x/revocation            .APODR
            POST   /account/password                       .APODR
            GET    /api/openapi.json                       .APODR
            GET    /api/openapi.json.yaml                  .APODR
            GET    /api/me                                 .APODR
            GET    /api/tokens                             .APODR
            POST   /api/tokens                             .APODR
            DELETE /api/tokens/x                           .APODR
            GET    /api/users                              ....DR
            POST   /api/users                              .....R
            PATCH  /api/users/nobody                       .....R
            PUT    /api/users/nobody/password              .....R
            GET    /api/policies                           .APODR
            GET    /api/policies/x                         .APODR
            GET    /api/policies/x/workbook                .APODR
            POST   /api/checks                             .APODR
            POST   /api/checks/annotated                   .APODR
            POST   /api/diffs                              .APODR
            PUT    /api/policies/x/approval-rule           .....R
            GET    /api/policies/x/approval-rule           .APODR
            GET    /api/policies/x/versions                .APODR
            GET    /api/policies/x/versions/1              .APODR
            GET    /api/policies/x/versions/1/workbook     .APODR
            GET    /api/policies/x/versions/1/findings     .APODR
            GET    /api/policies/x/versions/1/changes      .APODR
            POST   /api/policies/x/versions                .A....
            POST   /api/policies/x/versions/1/submission   .A....
            POST   /api/policies/x/versions/1/withdrawal   .A....
            POST   /api/policies/x/versions/1/approval     ..P...
            POST   /api/policies/x/versions/1/rejection    ..P...
            POST   /api/policies/x/versions/1/schedule     ...O..
            POST   /api/policies/x/versions/1/publication  ...O..
            GET    /api/releases                           .APODR
            GET    /api/releases/current                   .APODR
            GET    /api/releases/1                         .APODR
            GET    /api/releases/1/changes                 .APODR
            GET    /api/releases/1/vocabulary              .APODR
            GET    /api/live                               .APODR
            POST   /api/rollbacks                          ...O..
            GET    /api/customers                          .APOD.
            GET    /api/customers/x                        .APOD.
            GET    /api/customers/x/assignments            .APOD.
            GET    /api/customers/x/assignments/history    .APOD.
            POST   /api/customers/x/evaluation             .APOD.
            POST   /api/customers/x/overrides              ...O..
            GET    /api/overrides                          .APOD.
            GET    /api/overrides/1                        .APOD.
            POST   /api/overrides/1/approval               ..P...
            POST   /api/overrides/1/rejection              ..P...
            POST   /api/overrides/1/withdrawal             ...O..
            GET    /api/audit/overrides                    ....D.
            GET    /api/audit/live                         ....D.
            GET    /api/runs                               .APODR
            POST   /api/runs                               ...O..
            GET    /api/runs/x                             .APODR
            GET    /api/ledger/entries                     ....DR
            GET    /api/ledger/entries/1                   ....DR
            GET    /api/ledger/inclusion                   ....DR
            GET    /api/ledger/consistency                 ....DR
            GET    /api/ledger/checkpoint                  ....DR
            GET    /api/ledger/keys                        ....DR
            GET    /api/ledger/verification                ....DR
            GET    /api/ledger/export                      ....DR
            POST   /api/ledger/checkpoints                 ...O..
            GET    /api/audit/evidence                     ....D.
            GET    /api/audit/policies/x/history           ....D.
            GET    /api/audit/decisions                    ....D.
            GET    /api/audit/customers/x/decisions        ....D.
            GET    /api/audit/samples                      ....D.
            POST   /api/audit/reevaluations                ....D.
            GET    /api/access-log                         ....DR
            GET    /api/config                             ...ODR
            DELETE /api/policies/x                         ......
            POST   /api/anything                           ......
            POST   /actuator/health                        ......
            GET    /anything                               ......
            """;

    private static final String LETTERS = "NAPODR";
    private static final List<Role> ROLES =
            List.of(Role.ANALYST, Role.APPROVER, Role.OPERATOR, Role.AUDITOR, Role.ADMINISTRATOR);
    private static final String PASSWORD = "a dozen and more";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder = Path.of(".");

    private static ConfigurableApplicationContext context =
            new org.springframework.context.support.GenericApplicationContext();

    private static final Map<Role, Visitor> PROGRAMS = new EnumMap<>(Role.class);
    private static final Map<Role, Visitor> PEOPLE = new EnumMap<>(Role.class);
    private static Visitor admin = Visitor.anonymous("");

    private record Row(HttpMethod method, String path, String who) {}

    @BeforeAll
    static void start() throws Exception {
        context = TestService.listening(folder, "access");
        context.getBean(FirstStart.class).administrator(PASSWORD);
        context.getBean(Customers.class)
                .save(List.of(
                        new CustomerRecord(
                                "p/1", Map.of("name", "Ada Lovelace", "birthDate", LocalDate.of(1950, 12, 10))),
                        new CustomerRecord("p2", Map.of())));
        admin = Visitor.signedIn(address(), "admin", PASSWORD);
        for (Role role : ROLES) {
            String name = role.name().toLowerCase(Locale.ROOT);
            PROGRAMS.put(role, Visitor.withToken(address(), token(name, role)));
            PEOPLE.put(role, Visitor.signedIn(address(), name, PASSWORD));
        }
    }

    @AfterAll
    static void stop() {
        context.getBean(MongoDatabase.class).drop();
        context.close();
    }

    private static String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    private static String token(String name, Role role) {
        Actor test = new Actor("test", Set.of(), Set.of());
        context.getBean(Users.class).create(test, name, Set.of(role), Set.of(), new Secret(PASSWORD), "test");
        return context.getBean(Tokens.class)
                .issue(new Actor(name, Set.of(role), Set.of()), Set.of(role), Duration.ofDays(1), "test")
                .text()
                .value();
    }

    private static Visitor of(Role role) {
        return Objects.requireNonNull(PROGRAMS.get(role));
    }

    private static List<Row> table() {
        return TABLE.lines()
                .map(line -> line.split(" +", -1))
                .map(cells -> new Row(HttpMethod.valueOf(cells[0]), cells[1], cells[2]))
                .toList();
    }

    /** Whatever it answers, is it the answer to somebody who may? */
    private static boolean may(Visitor visitor, Row row) throws Exception {
        HttpResponse<String> answer = visitor.send(row.method().name(), row.path(), "{}");
        boolean toSignIn = answer.statusCode() == 302
                && answer.headers().firstValue("Location").orElse("").contains("/sign-in");
        boolean refused = answer.statusCode() == 401 || answer.statusCode() == 403 || toSignIn;
        if (refused && row.path().startsWith("/api/")) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(JSON.readTree(answer.body()).get("type").asString()).startsWith("urn:gradus:problem:");
        }
        return !refused;
    }

    private static String who(Map<Role, Visitor> visitors, Row row) throws Exception {
        StringBuilder who = new StringBuilder();
        who.append(may(Visitor.anonymous(address()), row) ? 'N' : '.');
        for (Role role : ROLES) {
            boolean may = may(Objects.requireNonNull(visitors.get(role)), row);
            who.append(may ? LETTERS.charAt(1 + ROLES.indexOf(role)) : '.');
        }
        return who.toString();
    }

    @Test
    void everyRoleMayWhatTheTableSaysAndNothingElse() throws Exception {
        for (Row row : table()) {
            assertThat(who(PEOPLE, row)).as("people: %s", row).isEqualTo(row.who());
            boolean peopleOnly =
                    row.method().equals(HttpMethod.POST) && row.path().equals("/api/tokens");
            assertThat(who(PROGRAMS, row)).as("programs: %s", row).isEqualTo(peopleOnly ? "......" : row.who());
        }
    }

    @Test
    void everyEndpointHasARow() {
        TreeSet<String> without = new TreeSet<>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().keySet().stream()
                        .flatMap(AccessTests::endpoints)
                        .filter(endpoint -> !isCovered(endpoint))
                        .forEach(without::add));
        assertThat(without).isEmpty();
    }

    private static Stream<String> endpoints(RequestMappingInfo mapping) {
        Set<org.springframework.web.bind.annotation.RequestMethod> methods =
                mapping.getMethodsCondition().getMethods();
        return mapping.getPatternValues().stream()
                .flatMap(path -> methods.isEmpty()
                        ? Stream.of("GET " + path)
                        : methods.stream().map(method -> method + " " + path));
    }

    private static boolean isCovered(String endpoint) {
        String[] parts = endpoint.split(" ", 2);
        return table().stream()
                .filter(row -> row.method().name().equals(parts[0]))
                .anyMatch(row ->
                        PathPatternParser.defaultInstance.parse(parts[1]).matches(PathContainer.parsePath(row.path())));
    }

    @Test
    void peopleSignInByTheFormAndOutAgain() throws Exception {
        Visitor visitor = Visitor.anonymous(address());

        assertThat(visitor.send("GET", "/", "").statusCode()).isEqualTo(302);
        assertThat(visitor.signIn("admin", "wrong")).isEqualTo("failed");
        assertThat(visitor.signIn("nobody", PASSWORD)).isEqualTo("failed");
        assertThat(visitor.signIn("Admin ", PASSWORD)).isEmpty();
        assertThat(visitor.send("GET", "/", "").body()).contains("Sign out", ">admin<");
        assertThat(JSON.readTree(visitor.send("GET", "/api/me", "").body()).get("roles"))
                .hasToString("[\"ADMINISTRATOR\"]");
        assertThat(visitor.form("/sign-out", "").headers().firstValue("Location"))
                .hasValue(address() + "/sign-in?out");
        assertThat(visitor.send("GET", "/api/me", "").statusCode()).isEqualTo(401);
    }

    @Test
    void theSignInPageSpeaksThreeLanguages() throws Exception {
        Visitor visitor = Visitor.anonymous(address());

        assertThat(visitor.send("GET", "/sign-in?failed&lang=en", "").body()).contains("Name or password is wrong");
        assertThat(visitor.send("GET", "/sign-in?out&lang=zh-CN", "").body()).contains("您已退出");
        assertThat(visitor.send("GET", "/sign-in?lang=zh-TW", "").body()).contains("使用者名稱");
    }

    @Test
    void aSessionIsAnotherAfterSignInAndItsCookieIsKeptFromScriptsAndOtherSites() throws Exception {
        Visitor visitor = Visitor.anonymous(address());
        String before = cookie(visitor.send("GET", "/sign-in", ""));
        HttpResponse<String> signedIn = visitor.form("/sign-in", "name=admin&password=" + PASSWORD.replace(' ', '+'));

        assertThat(before).contains("HttpOnly", "SameSite=Lax");
        assertThat(cookie(signedIn)).contains("HttpOnly", "SameSite=Lax").isNotEqualTo(before);
        assertThat(signedIn.headers().firstValue("Location")).hasValue(address() + "/");
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("JSESSIONID"))
                .findFirst()
                .orElse("none");
    }

    @Test
    void nothingChangesWithoutTheTokenOfTheForm() throws Exception {
        Visitor visitor = Visitor.signedIn(address(), "admin", PASSWORD);
        String user = "{\"name\": \"forged\", \"roles\": [\"ANALYST\"], \"password\": \"" + PASSWORD
                + "\", \"reason\": \"test\"}";

        HttpResponse<String> refused = visitor.send("POST", "/api/users", user, "X-CSRF-TOKEN", "another");
        HttpResponse<String> form = Visitor.anonymous(address()).form("/sign-in", "name=admin&password=x");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(JSON.readTree(refused.body()).get("type").asString()).isEqualTo("urn:gradus:problem:csrf");
        assertThat(form.headers().firstValue("Location").orElse("")).endsWith("/sign-in?ended");
        assertThat(context.getBean(Users.class).find("forged")).isEmpty();
    }

    @Test
    void everyAnswerTellsTheBrowserToLoadNothingFromElsewhere() throws Exception {
        for (String path : List.of("/sign-in", "/gradus.css", "/api/policies", "/nope", "/actuator/health")) {
            Map<String, List<String>> headers =
                    Visitor.anonymous(address()).send("GET", path, "").headers().map();
            assertThat(headers)
                    .as(path)
                    .containsEntry(
                            "Content-Security-Policy",
                            List.of("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                                    + "font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
                                    + "form-action 'self'"))
                    .containsEntry("Referrer-Policy", List.of("no-referrer"))
                    .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                    .containsEntry("X-Frame-Options", List.of("DENY"))
                    .containsKey("Permissions-Policy");
        }
        assertThat(admin.send("GET", "/", "").body()).doesNotContain("style=", "<style", "<script>", "onclick");
    }

    @Test
    void fiveFailuresLockAUserWhoeverTries() throws Exception {
        token("locked", Role.ANALYST);
        Visitor visitor = Visitor.anonymous(address());

        for (int i = 0; i < 5; i++) {
            assertThat(visitor.signIn("locked", "wrong " + i)).isEqualTo("failed");
        }
        assertThat(visitor.signIn("locked", PASSWORD)).isEqualTo("failed");
        admin.send(
                "PUT",
                "/api/users/locked/password",
                "{\"password\": \"another one of a dozen\", \"reason\": \"forgotten\"}");
        assertThat(visitor.signIn("locked", "another one of a dozen")).isEmpty();
    }

    @Test
    void administratorsKeepUsersAndEachChangeHasItsReason() throws Exception {
        String user = "{\"name\": \"grace\", \"roles\": [\"ANALYST\", \"APPROVER\"], \"groups\": [\"risk\"],"
                + " \"password\": \"" + PASSWORD + "\", \"reason\": \"new\"}";

        HttpResponse<String> created = admin.send("POST", "/api/users", user);
        Visitor grace = Visitor.signedIn(address(), "grace", PASSWORD);
        Visitor tool = Visitor.withToken(address(), grace.issueToken("\"APPROVER\""));
        HttpResponse<String> less =
                admin.send("PATCH", "/api/users/grace", "{\"roles\": [\"ANALYST\"], \"reason\": \"moved\"}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue("/api/users/grace");
        assertThat(created.body()).doesNotContain("password", "credential");
        assertThat(JSON.readTree(less.body()).get("groups")).hasToString("[\"risk\"]");
        assertThat(JSON.readTree(grace.send("GET", "/api/me", "").body()).get("roles"))
                .hasToString("[\"ANALYST\"]");
        assertThat(tool.send("GET", "/api/me", "").statusCode()).isEqualTo(401);
        admin.send("PATCH", "/api/users/grace", "{\"enabled\": false, \"reason\": \"left\"}");
        assertThat(grace.send("GET", "/api/me", "").statusCode()).isEqualTo(401);
        assertThat(Visitor.anonymous(address()).signIn("grace", PASSWORD)).isEqualTo("failed");
        admin.send("PATCH", "/api/users/grace", "{\"roles\": [\"APPROVER\"], \"enabled\": true, \"reason\": \"back\"}");
        assertThat(tool.send("GET", "/api/me", "").statusCode()).isEqualTo(401);
        JsonNode all = JSON.readTree(admin.send("GET", "/api/users", "").body());
        assertThat(all.findValuesAsString("name")).contains("admin", "grace").isSorted();
    }

    @Test
    void whatIsWrongAboutUsersIsRefused() throws Exception {
        String good = "\"name\": \"x\", \"roles\": [\"ANALYST\"], \"password\": \"" + PASSWORD + "\"";
        List<List<String>> wrong = List.of(
                List.of("POST", "/api/users", "{" + good + "}", "400", "reason-missing"),
                List.of("POST", "/api/users", "{" + good + ", \"reason\": \" \"}", "400", "reason-missing"),
                List.of("POST", "/api/users", "{\"name\": \"Ada L\", \"reason\": \"r\"}", "400", "user-name"),
                List.of("POST", "/api/users", "{\"name\": \"scheduler\", \"reason\": \"r\"}", "400", "user-name"),
                List.of("POST", "/api/users", "{\"name\": \"ada\", \"reason\": \"r\"}", "400", "password"),
                List.of(
                        "POST",
                        "/api/users",
                        "{" + good.replace("ANALYST", "BOSS") + ", \"reason\": \"r\"}",
                        "400",
                        "role"),
                List.of(
                        "POST",
                        "/api/users",
                        "{" + good.replace("\"ANALYST\"", "") + ", \"reason\": \"r\"}",
                        "400",
                        "no-role"),
                List.of(
                        "POST",
                        "/api/users",
                        "{" + good.replace("\"x\"", "\"admin\"") + ", \"reason\": \"r\"}",
                        "400",
                        "user-exists"),
                List.of("PATCH", "/api/users/nobody", "{\"enabled\": false, \"reason\": \"r\"}", "404", "no-user"),
                List.of(
                        "PATCH",
                        "/api/users/admin",
                        "{\"groups\": [], \"reason\": \"a\\u0000b\"}",
                        "400",
                        "reason-odd"),
                List.of(
                        "PATCH",
                        "/api/users/admin",
                        "{\"groups\": [], \"reason\": \"a\\ud800b\"}",
                        "400",
                        "reason-odd"),
                List.of(
                        "POST",
                        "/api/tokens",
                        "{\"purpose\": \"" + "p".repeat(2001) + "\", \"roles\": [\"ADMINISTRATOR\"]}",
                        "400",
                        "reason-long"),
                List.of("DELETE", "/api/tokens/none", "", "404", "no-token"),
                List.of("POST", "/api/tokens", "{\"roles\": [\"ADMINISTRATOR\"]}", "400", "reason-missing"),
                List.of("POST", "/api/tokens", "{\"purpose\": \"p\", \"roles\": []}", "400", "token-roles"),
                List.of("POST", "/api/tokens", "{\"purpose\": \"p\", \"roles\": [\"AUDITOR\"]}", "400", "token-roles"),
                List.of(
                        "POST",
                        "/api/tokens",
                        "{\"purpose\": \"p\", \"roles\": [\"ADMINISTRATOR\"], \"days\": 0}",
                        "400",
                        "token-days"),
                List.of(
                        "PUT",
                        "/api/users/admin/password",
                        "{\"present\": \"x\", \"password\": \"" + PASSWORD + "\"}",
                        "403",
                        "wrong-password"));
        for (List<String> one : wrong) {
            HttpResponse<String> answer = admin.send(one.get(0), one.get(1), one.get(2));

            assertThat(answer.statusCode()).as("%s %s", one, answer.body()).isEqualTo(Integer.parseInt(one.get(3)));
            assertThat(JSON.readTree(answer.body()).get("type").asString())
                    .isEqualTo("urn:gradus:problem:" + one.get(4));
            assertThat(answer.body()).doesNotContain(PASSWORD);
        }
    }

    @Test
    void tokensEndWhenTheyAreRevokedAndMakeNoOthers() throws Exception {
        token("tooled", Role.ANALYST);
        Visitor person = Visitor.signedIn(address(), "tooled", PASSWORD);
        Visitor tool = Visitor.withToken(address(), person.issueToken("\"ANALYST\""));
        Optional<String> id =
                JSON.readTree(person.send("GET", "/api/tokens", "").body()).findValuesAsString("id").stream()
                        .reduce((first, second) -> second);

        assertThat(tool.send("GET", "/api/me", "").statusCode()).isEqualTo(200);
        assertThat(tool.send("POST", "/api/tokens", "{\"purpose\": \"more\", \"roles\": [\"ANALYST\"]}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(of(Role.ANALYST)
                        .send("DELETE", "/api/tokens/" + id.orElseThrow(), "")
                        .statusCode())
                .isEqualTo(404);
        for (String token :
                JSON.readTree(person.send("GET", "/api/tokens", "").body()).findValuesAsString("id")) {
            assertThat(person.send("DELETE", "/api/tokens/" + token, "").statusCode())
                    .isEqualTo(204);
        }
        assertThat(tool.send("GET", "/api/me", "").statusCode()).isEqualTo(401);
        assertThat(Visitor.withToken(address(), "gradus_x")
                        .send("GET", "/api/me", "")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aPasswordIsChangedByItsOwnerAndTheSessionEnds() throws Exception {
        token("changing", Role.ANALYST);
        Visitor person = Visitor.signedIn(address(), "changing", PASSWORD);
        String body = "{\"present\": \"" + PASSWORD + "\", \"password\": \"quite another one\"}";

        assertThat(person.send("PUT", "/api/users/changing/password", body).statusCode())
                .isEqualTo(204);

        assertThat(person.send("GET", "/api/me", "").statusCode()).isEqualTo(401);
        assertThat(Visitor.anonymous(address()).signIn("changing", PASSWORD)).isEqualTo("failed");
        assertThat(Visitor.anonymous(address()).signIn("changing", "quite another one"))
                .isEmpty();
    }

    @Test
    void personalValuesAreShownToOperatorsAndAuditorsAndEachSightIsOnRecord() throws Exception {
        String run = of(Role.OPERATOR)
                .send("POST", "/api/runs", "{\"asOf\": \"2026-06-30\", \"policies\": [\"care-segment\"]}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> of(Role.OPERATOR).send("GET", run, "").body().contains("FINISHED"));
        for (Role role : List.of(Role.ANALYST, Role.APPROVER, Role.OPERATOR, Role.AUDITOR)) {
            for (Map<Role, Visitor> visitors : List.of(PEOPLE, PROGRAMS)) {
                Visitor visitor = Objects.requireNonNull(visitors.get(role));
                String seen = visitor.send("GET", "/api/customers?limit=1000", "")
                                .body()
                        + visitor.send("GET", "/api/customers/p%2F1", "").body()
                        + visitor.send("GET", "/api/customers/p%2F1/assignments", "")
                                .body()
                        + visitor.send("GET", "/api/customers/p%2F1/assignments/history", "")
                                .body()
                        + visitor.send("POST", "/api/customers/p%2F1/evaluation", "{\"asOf\": \"2026-06-30\"}")
                                .body()
                        + visitor.send("GET", "/customer?id=p/1", "").body();
                boolean sees = role == Role.OPERATOR || role == Role.AUDITOR;
                assertThat(seen).contains("p/1");
                // In assignments, history, evaluation and on the page.
                assertThat(seen.split(sees ? "age = 75 \\(" : "age = ••• \\(", -1))
                        .as("%s", role)
                        .hasSize(5);
                assertThat(sees == seen.contains("\"age\":75")).as("%s", role).isTrue();
                assertThat(seen.contains("Lovelace") && seen.contains("1950-12-10"))
                        .as("%s", role)
                        .isEqualTo(sees);
                assertThat(seen.contains("•••")).as("%s", role).isNotEqualTo(sees);
                assertThat(sees || !seen.contains("Lovelace")).as("%s", role).isTrue();
            }
        }

        JsonNode reads = reads("customer=p/1&actor=operator");
        assertThat(reads.findValuesAsString("path"))
                .hasSizeGreaterThanOrEqualTo(12)
                .contains("/api/customers", "/api/customers/p%2F1/evaluation", "/customer");
        assertThat(reads.findValuesAsString("at").stream().map(Instant::parse))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(reads("customer=p/1").findValuesAsString("actor")).contains("auditor");
        for (String unrecorded : List.of("analyst", "approver")) {
            assertThat(reads("actor=" + unrecorded)).isEmpty();
        }
    }

    private static JsonNode reads(String search) throws Exception {
        return JSON.readTree(of(Role.AUDITOR)
                        .send("GET", "/api/access-log?" + search, "")
                        .body())
                .get("reads");
    }

    @Test
    void theAccessLogIsSearchedByDayAndPageByPage() throws Exception {
        for (int i = 0; i < 3; i++) {
            of(Role.AUDITOR).send("GET", "/api/customers/p2", "");
        }

        JsonNode first = JSON.readTree(of(Role.AUDITOR)
                .send("GET", "/api/access-log?customer=p2&limit=2", "")
                .body());
        JsonNode rest = reads("customer=p2&limit=2&cursor=" + first.get("next").asString());

        assertThat(first.get("reads")).hasSize(2);
        assertThat(rest).hasSize(1);
        assertThat(rest.findValuesAsString("id"))
                .doesNotContainAnyElementsOf(first.get("reads").findValuesAsString("id"));
        String today = first.at("/reads/0/at").asString().substring(0, 10);
        assertThat(reads("customer=p2&from=" + today + "&to=9999-12-30")).hasSize(3);
        assertThat(reads("customer=p2&to=2026-01-01&from=0002-01-01")).isEmpty();
        assertThat(of(Role.AUDITOR)
                        .send("GET", "/api/access-log?limit=1001", "")
                        .statusCode())
                .isEqualTo(400);
        assertThat(of(Role.AUDITOR)
                        .send("GET", "/api/access-log?from=today", "")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void peopleKeepTheirTokensAndTheirPasswordOnAPage() throws Exception {
        token("paging", Role.ANALYST);
        Visitor person = Visitor.signedIn(address(), "paging", PASSWORD);

        String page = person.form("/account/tokens", "purpose=a+<b>&roles=ANALYST&days=3")
                .body();
        String refused =
                person.form("/account/tokens", "purpose=x&roles=OPERATOR").body();
        String text = page.replaceAll("(?s).*(gradus_[0-9a-f_]+).*", "$1");
        Visitor tool = Visitor.withToken(address(), text);

        assertThat(page).contains("a &lt;b&gt;");
        assertThat(refused).contains("role=\"alert\"", "a token needs at least one role");
        assertThat(tool.send("GET", "/api/me", "").statusCode()).isEqualTo(200);
        assertThat(person.send("GET", "/account?lang=zh-CN", "").body())
                .contains("程序令牌", "分析员")
                .doesNotContain(text);
        person.send("GET", "/account?lang=en", "");
        for (String id :
                JSON.readTree(person.send("GET", "/api/tokens", "").body()).findValuesAsString("id")) {
            assertThat(person.form("/account/tokens/" + id + "/revocation", "").statusCode())
                    .isEqualTo(302);
        }
        assertThat(tool.send("GET", "/api/me", "").statusCode()).isEqualTo(401);
        assertThat(person.form("/account/password", "present=wrong&password=quite+another+one")
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> changed =
                person.form("/account/password", "present=a+dozen+and+more&password=quite+another+one");
        assertThat(changed.headers().firstValue("Location").orElse("")).endsWith("/sign-in?changed");
        assertThat(Visitor.anonymous(address()).signIn("paging", "quite another one"))
                .isEmpty();
    }

    @Test
    void administratorsSeeNoCustomers() throws Exception {
        assertThat(admin.send("GET", "/?lang=en", "").body()).doesNotContain("/customer?", "action=\"/customer\"");
        assertThat(of(Role.ANALYST).send("GET", "/?lang=en", "").body()).contains("/customer?id=p2");
    }

    @Test
    void healthHasItsDetailsForThoseWhoKeepItRunning() throws Exception {
        for (Role role : ROLES) {
            boolean detailed =
                    of(role).send("GET", "/actuator/health", "").body().contains("details");
            assertThat(detailed)
                    .as("%s", role)
                    .isEqualTo(Set.of(Role.OPERATOR, Role.ADMINISTRATOR).contains(role));
        }
        assertThat(Visitor.anonymous(address())
                        .send("GET", "/actuator/health", "")
                        .body())
                .contains("UP")
                .doesNotContain("details");
    }

    @Test
    void noSecretLiesInTheDatabaseInTheClear() {
        String all = Stream.of("credentials", "tokens", "ledger")
                .flatMap(name -> Arrays.stream(context.getBean(MongoDatabase.class)
                        .getCollection(name)
                        .find()
                        .into(new java.util.ArrayList<>())
                        .toArray()))
                .map(String::valueOf)
                .reduce("", String::concat);

        assertThat(all).contains("{bcrypt}", "sha256", "user.created").doesNotContain(PASSWORD, "gradus_");
    }
}
