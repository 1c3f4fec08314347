package io.gradus.rules.drools;

import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.drl;
import static io.gradus.rules.fixtures.Policies.findings;
import static io.gradus.rules.fixtures.Policies.messages;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.gradus.rules.Profile;
import io.gradus.rules.RulesDidNotFinishException;
import io.gradus.rules.fixtures.Policies;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.drools.decisiontable.SpreadsheetCompiler;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kie.api.io.ResourceType;
import org.kie.api.runtime.KieSession;
import org.kie.internal.utils.KieHelper;

/** Known attacks: each runs under plain Drools, and each is refused here where it stands. */
class GuardTests {

    private static final String MARK = "gradus.attack";

    @BeforeEach
    void forget() {
        System.clearProperty(MARK);
    }

    private static String rule(String attributes, String condition, String action) {
        return """
            package policies.attack;
            import io.gradus.rules.Customer;
            rule "r"
            %s
            when
                $c : Customer(%s)
            then
                %s
            end
            """.formatted(attributes, condition, action);
    }

    private static final String SET = "System.setProperty(\"gradus.attack\", \"ran\")";

    static List<String> attacks() {
        return List.of(
                rule("", "", SET + ";"),
                rule("", SET + " == null", ""),
                rule("", "eval(" + SET + " == null)", ""),
                rule("", "orders == null && " + SET + " == null", ""),
                rule("", "orders != null || spend12m == " + SET, ""),
                rule("", "", "Runtime r = Runtime.getRuntime(); " + SET + ";"),
                rule(
                        "",
                        "",
                        "Class.forName(\"java.lang.System\").getMethod(\"setProperty\", String.class, String.class)"
                                + ".invoke(null, \"gradus.attack\", \"ran\");"),
                rule("", "", "new java.io.File(\".\").exists(); " + SET + ";"),
                rule("", "", "$c.getClass().getClassLoader(); " + SET + ";"),
                rule("", "", "if (true) { " + SET + "; }"),
                rule("", "", "$c.score(\"starPoints\", " + SET + " == null ? 1 : 2);"),
                rule("dialect \"mvel\"", "", SET + ";"),
                rule("salience (" + SET + " == null ? 1 : 2)", "", ""),
                rule("enabled (" + SET + " == null)", "", ""),
                "package policies.attack; import io.gradus.rules.Customer; import function java.lang.System.setProperty;"
                        + " rule r when $c : Customer() then setProperty(\"gradus.attack\", \"ran\"); end",
                "package policies.attack; import io.gradus.rules.Customer;" + " function void f() { " + SET
                        + "; } rule r when $c : Customer() then f(); end",
                "package policies.attack; import io.gradus.rules.Customer;" + " rule r when $c : Customer() eval(" + SET
                        + " == null) then end",
                "package policies.attack; import io.gradus.rules.Customer;"
                        + " rule r when $c : Customer() String() from " + SET + " then end");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void attacksInDrlAreRefusedWhereTheyStand(String attack) {
        assertThat(findings(drl("attack", attack)))
                .isNotEmpty()
                .allMatch(
                        finding -> finding.matches("\\d+:\\d+ DRL_(REFUSED|SYNTAX|ACTION_REFUSED|CONDITIONS_REFUSED)"));
        assertThat(System.getProperty(MARK)).isNull();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void withoutTheGuardTheyWouldHaveRun(String attack) {
        String unguarded = attack.replace("$c.score(\"starPoints\", ", "String.valueOf(");

        runUnguarded(unguarded
                .replace("io.gradus.rules.Customer", UnguardedCustomer.class.getName())
                .replace("Customer(", "UnguardedCustomer("));

        assertThat(System.getProperty(MARK)).isEqualTo("ran");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\0', delimiter = '|', textBlock = """
        spend12m > "abc"     | spend12m cannot be compared by > "abc"; write it like spend12m >= 0.5B
        spend12m > 0.1       | spend12m cannot be compared by > 0.1
        gender > 5           | gender cannot be compared by > 5; write it like gender == "text"
        gender >= "A"        | gender cannot be compared by >= "A"
        orders > 2147483648  | orders cannot be compared by > 2147483648; write it like orders >= 5
        orders > 1.5         | orders cannot be compared by > 1.5
        orders > 5B          | orders cannot be compared by > 5B
        orders >= null       | orders cannot be compared by >= null
        member == "yes"      | member cannot be compared by == "yes"; write it like member == true
        interests == "books" | interests cannot be compared by == "books"; write it like interests contains "text"
        """)
    void aLiteralOfAnotherKindIsRefusedWhereItStands(String condition, String message) {
        assertThat(findings(drl("kinds", rule("", condition, "$c.score(\"starPoints\", 1);"))))
                .containsExactly("6:19 DRL_VALUE_REFUSED");
        assertThat(Policies.messages(drl("kinds", rule("", condition, "$c.score(\"starPoints\", 1);"))))
                .singleElement(as(STRING))
                .contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spend12m >= 0.5B",
                "spend12m > -7",
                "gender == \"F\"",
                "orders <= 2147483647",
                "member == true",
                "interests contains \"books\"",
                "orders == null"
            })
    void literalsOfTheFieldsKindAreAllowed(String condition) {
        assertThat(findings(drl("kinds", rule("", condition, "$c.score(\"starPoints\", 1);"))))
                .isEmpty();
    }

    /** Java reads a number that starts with 0 as octal, so that 010 would be eight. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '\0', delimiter = '|', textBlock = """
        orders >= 010          | 1 | 6:29
        orders >= 09           | 1 | 6:29
        orders >= -01          | 1 | 6:30
        spend12m >= 010        | 1 | 6:31
        spend12m >= 010.5B     | 1 | 6:31
        orders >= 1            | 010 | 8:28
        orders >= 1            | 09 | 8:28
        """)
    void aNumberWithALeadingZeroIsRefused(String condition, String points, String place) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(findings(drl("octal", rule("", condition, "$c.score(\"starPoints\", " + points + ");"))))
                    .containsExactly(place + " DRL_LEADING_ZERO");
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders >= 0", "spend12m >= 0.5B", "name == \"007\"", "spend12m >= 100, orders30d >= 10"})
    void otherNoughtsMayStand(String condition) {
        assertThat(findings(drl("octal", "// 007\n/* 010 */" + rule("", condition, "$c.score(\"starPoints\", 100);"))))
                .noneMatch(finding -> finding.endsWith("DRL_LEADING_ZERO"));
    }

    @Test
    void aPriorityWithALeadingZeroIsRefused() {
        assertThat(findings(drl("octal", rule("salience 010", "orders >= 1", "$c.score(\"starPoints\", 1);"))))
                .containsExactly("4:10 DRL_LEADING_ZERO");
    }

    @Test
    void twoRulesOfOneNameAreRefusedAtTheSecond() {
        String rule = rule("", "orders > 1", "$c.score(\"starPoints\", 1);");
        String twice = rule + rule.substring(rule.indexOf("rule \"r\""));

        assertThat(findings(drl("twice", twice))).containsExactly("10:1 DRL_RULE_TWICE");
        assertThat(Policies.messages(drl("twice", twice)))
                .containsExactly("10:1: another rule above has the same name: r");
    }

    private static void runUnguarded(String drl) {
        KieHelper helper = new KieHelper();
        helper.addContent(drl, ResourceType.DRL);
        KieSession session = helper.build().newKieSession();
        session.insert(new UnguardedCustomer());
        session.fireAllRules(10);
        session.dispose();
    }

    private static String asPlainDroolsTable(WorkbookFixture fixture) {
        String drl = new SpreadsheetCompiler()
                .compile(new ByteArrayInputStream(fixture.source().bytes()), "Rules");
        return drl.replace("io.gradus.rules.Customer", UnguardedCustomer.class.getName())
                .replace("Customer(", "UnguardedCustomer(");
    }

    private static WorkbookFixture table(String field, String snippet, String cell, String outcome) {
        return WorkbookFixture.over(field)
                .row("", "HIGH")
                .set("Rules!C9", snippet)
                .set("Rules!C11", cell)
                .set("Rules!D11", outcome);
    }

    private static final String CALL = "io.gradus.rules.drools.UnguardedCustomer.attack()";

    private static WorkbookFixture unescaped(WorkbookFixture fixture) {
        return fixture.set("Rules!B2", "RuleSet")
                .set("Rules!C2", "policies.tiers")
                .set("Rules!B3", "EscapeQuotes")
                .set("Rules!C3", "false")
                .set("Rules!B4", "Import")
                .set("Rules!C4", "io.gradus.rules.Customer")
                .set("Rules!B5", "")
                .set("Rules!C5", "");
    }

    static List<WorkbookFixture> workbookAttacks() {
        String equal = "region == \"$param\"";
        return List.of(
                table("spend12m", "spend12m > $param", "0 && " + CALL, "HIGH"),
                unescaped(table("region", equal, "y\" || " + CALL + " || region == \"z", "HIGH")),
                unescaped(table("region", equal, "x", "HIGH\"); " + SET + "; //")),
                table("region", equal + " && " + CALL, "x", "HIGH"),
                table("region", equal, "x", "HIGH").set("Rules!D9", SET + "; // $param"),
                table("region", "eval(" + CALL + " && \"$param\" != null)", "x", "HIGH")
                        .set("Rules!C8", "")
                        .set("Rules!D9", "String.valueOf(\"$param\");"),
                table("region", equal, "x", "HIGH")
                        .set("Rules!D7", "PRIORITY")
                        .set("Rules!D9", "")
                        .set("Rules!D11", "(" + CALL + " ? 1 : 2)")
                        .set("Rules!E7", "ACTION")
                        .set("Rules!E9", "// $param")
                        .set("Rules!E11", "x"),
                table("region", equal, "x", "HIGH")
                        .set("Rules!B3", "Functions")
                        .set("Rules!C3", "function void f() { " + SET + "; }")
                        .set("Rules!D9", "f(); // $param"));
    }

    @ParameterizedTest
    @MethodSource("workbookAttacks")
    void attacksInWorkbooksAreRefusedAtTheirCell(WorkbookFixture attack) {
        assertThat(findings(attack.source()))
                .isNotEmpty()
                .anyMatch(finding -> finding.matches("Rules!(B3|C9|C11|D7|D9|D11) \\w+"));
        assertThat(System.getProperty(MARK)).isNull();
    }

    @ParameterizedTest
    @MethodSource("workbookAttacks")
    void underPlainDroolsTheyWouldHaveRun(WorkbookFixture attack) {
        runUnguarded(asPlainDroolsTable(attack));

        assertThat(System.getProperty(MARK)).isEqualTo("ran");
    }

    @Test
    void endlessRulesAreRefused() {
        String endless = rule("", "orders == null", "update($c);");

        assertThat(findings(drl("attack", endless))).containsExactly("3:1 DRL_ACTION_REFUSED");
    }

    @Test
    void shouldOneSlipThroughFiringIsBounded() throws Exception {
        PackageDescr endless = new DrlParser().parse(false, rule("", "orders == null", "update($c);"));
        RuleSet rules = RuleSet.compile("endless", endless, new CustomerClass(VOCABULARY), RuleSet.Bounds.DEFAULT)
                .rules();
        List<Profile> one = List.of(Policies.profile(Map.of()));

        assertThatThrownBy(() -> rules.fire(one))
                .isInstanceOf(RulesDidNotFinishException.class)
                .hasMessageContaining("endless")
                .hasMessageContaining("1 firings");
    }

    @Test
    void firingIsBoundedInTimeToo() throws Exception {
        PackageDescr endless = new DrlParser().parse(false, rule("", "orders == null", "update($c);"));
        RuleSet.Bounds bounds = new RuleSet.Bounds(Integer.MAX_VALUE - 1, Duration.ofMillis(200));
        RuleSet rules = RuleSet.compile("endless", endless, new CustomerClass(VOCABULARY), bounds)
                .rules();
        List<Profile> one = List.of(Policies.profile(Map.of()));

        assertThatThrownBy(() -> rules.fire(one))
                .isInstanceOf(RulesDidNotFinishException.class)
                .hasMessageContaining("PT0.2S");
    }

    @Test
    void shouldOneSlipThroughTheClassLoaderDoesNotFindTheDangerousClasses() throws Exception {
        PackageDescr attack = new DrlParser().parse(false, rule("", "", "new java.io.File(\"x\").delete();"));

        RuleSet.Compiled compiled =
                RuleSet.compile("attack", attack, new CustomerClass(VOCABULARY), RuleSet.Bounds.DEFAULT);

        assertThat(compiled.problems()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.System",
                "java.lang.Runtime",
                "java.lang.ProcessBuilder",
                "java.lang.Thread",
                "java.lang.ClassLoader",
                "java.lang.reflect.Method",
                "java.lang.invoke.VarHandle",
                "java.io.File",
                "java.io.FileOutputStream",
                "java.nio.file.Files",
                "java.net.URL",
                "java.net.Socket",
                "java.util.ServiceLoader",
                "java.util.concurrent.Executors",
                "java.util.logging.LogManager",
                "javax.script.ScriptEngineManager",
                "javax.naming.InitialContext",
                "sun.misc.Unsafe",
                "jdk.internal.misc.Unsafe",
                "com.mongodb.client.MongoClient",
                "org.springframework.context.ApplicationContext",
                "io.gradus.rules.drools.PolicyCompiler",
                "io.gradus.app.GradusApplication"
            })
    void classesThatReachOutAreHidden(String name) {
        RuleClassLoader loader = new CustomerClass(VOCABULARY).classLoader();

        assertThatThrownBy(() -> loader.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
        assertThat(loader.getResource(name.replace('.', '/') + ".class")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.String", "java.math.BigDecimal", "java.time.LocalDate", "java.util.ArrayList"})
    void classesOfValuesAreVisible(String name) throws Exception {
        assertThat(new CustomerClass(VOCABULARY).classLoader().loadClass(name)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders != 5",
                "orders not in (5)",
                "!(orders == 5)",
                "orders != null || orders != 5",
                "spend12m == 5",
                "spend12m + 1 > 5",
                "this != null",
                "class != null",
                "spend12m > spend",
                "region matches \"(a+)+$\"",
                "$a : orders + 1",
                "turnover > 5"
            })
    void conditionsBeyondTheClosedLanguageAreRefused(String condition) {
        String text = rule("", condition, "$c.score(\"starPoints\", 1);");

        assertThat(findings(drl("attack", text)))
                .singleElement(as(STRING))
                .matches("6:19 DRL_(REFUSED|NEGATIVE|DECIMAL_EQUALS)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$c.score(\"spend12m\", 1);",
                "$c.score(\"starPoints\", 1, 2);",
                "$c.score(\"starPoints\", $x);",
                "$c.score(\"starPoints\", 1, 2, 0);",
                "$c.score(\"starPoints\", 1, 2, 0x0);",
                "$c.score(\"starPoints\", 1, 2, 0_0);",
                "$c.score(\"starPoints\", 99999999999);",
                "$c.outcome(\"HIGH\");",
                "$c.offer(1);",
                "$d.score(\"starPoints\", 1);",
                "$c.score(\"starPoints\", 1).hashCode();",
                "int x = 1;",
                "\\u0024c.score(\"starPoints\", 1);",
                "$c.score(\"starPoints\", 1)"
            })
    void actionsBeyondTheClosedSetAreRefused(String action) {
        assertThat(findings(drl("attack", rule("", "", action))))
                .isNotEmpty()
                .allMatch(finding -> finding.matches("3:1 DRL_(ACTION_REFUSED|BACKSLASH)"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\0', delimiter = '~', textBlock = """
        $b : spend12m                                ~ $c.score("starPoints", $b, 1, 10);
        $b : spend12m != null || orders >= 0         ~ $c.score("starPoints", $b, 1, 10);
        orders >= 0, $b : spend12m == null           ~ $c.score("starPoints", $b, 1, 10);
        """)
    void anAmountThatMayBeAbsentIsRefused(String condition, String action) {
        assertThat(findings(drl("absent", rule("", condition, action)))).containsExactly("3:1 DRL_MAYBE_ABSENT");
    }

    @Test
    void anAmountIsNeverADivisor() {
        String text = rule("", "$o : orders >= 0, $b : spend12m >= 0", "$c.score(\"starPoints\", $b, 1, $o);");

        assertThat(findings(drl("divisor", text))).containsExactly("3:1 DRL_ACTION_REFUSED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.gradus.rules.drools", "java.lang", "policies", "other"})
    void thePackageIsOneOfPolicies(String name) {
        String text = rule("", "orders > 1", "$c.score(\"starPoints\", 1);").replace("policies.attack", name);

        assertThat(findings(drl("package", text))).containsExactly("1:1 DRL_PACKAGE_REFUSED");
    }

    @Test
    void deepNestingIsRefusedBeforeItIsParsed() {
        String deep = "(".repeat(20_000) + "orders > 1" + ")".repeat(20_000);

        assertThat(findings(drl("deep", rule("", deep, "")))).containsExactly("6:1 DRL_TOO_DEEP");
        assertThat(findings(drl("deep", rule("", "", "{".repeat(20_000))))).containsExactly("8:1 DRL_TOO_DEEP");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheRules() {
        String text = "\uFEFF" + rule("", "orders > 1", "$c.score(\"starPoints\", 1);");

        assertThat(findings(drl("mark", text))).isEmpty();
    }

    @Test
    void theClosedLanguageIsEnoughForScores() {
        String text = rule(
                "salience 10",
                "$b : spend12m >= 10.5B && spend12m < 100B, region in (\"North\", \"South\"), orders != null, orders != 7",
                "$c.score(\"starPoints\", $b, 2, 3); $c.score(\"starPoints\", 4);");

        Map<String, Object> given = Map.of("spend12m", new BigDecimal("30"), "region", "South", "orders", 8);

        assertThat(compiled(drl("points", text)).decide(Policies.profile(given)).computed())
                .containsOnlyKeys("starPoints")
                .hasEntrySatisfying(
                        "starPoints", points -> assertThat((BigDecimal) points).isEqualByComparingTo("24"));
        assertThat(compiled(drl("points", text))
                        .decide(Policies.profile(Map.of()))
                        .computed())
                .isEmpty();
    }

    @Test
    void drlThatIsNoRuleIsExplainedAtItsLine() {
        String text = "package policies.x;\nimport io.gradus.rules.Customer;\nrule \"r\" when $c Customer( then end";

        assertThat(messages(drl("x", text)))
                .isNotEmpty()
                .allSatisfy(
                        finding -> assertThat(finding.toString()).startsWith("3:1: not understood as a rule: rule"));
        assertThat(findings(drl("x", "package policies.x;"))).containsExactly("DRL_NO_RULE");
        assertThat(findings(drl("Not An Id", "package policies.x;"))).containsExactly("POLICY_ID_REFUSED");
        assertThat(findings(new io.gradus.rules.PolicySource("x.drl", "\0\1".getBytes(StandardCharsets.UTF_8))))
                .isNotEmpty();
    }
}
