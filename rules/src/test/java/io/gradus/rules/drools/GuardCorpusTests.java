package io.gradus.rules.drools;

import static io.gradus.rules.fixtures.Policies.compile;
import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.drl;
import static io.gradus.rules.fixtures.Policies.profile;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import com.google.common.collect.Sets;
import io.gradus.rules.Compilation;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.ss.util.CellReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A corpus of hostile snippets, each in many disguises, in every place where a snippet can stand: refused at its cell, or, where
 * texts are only texts, shown to do nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardCorpusTests {

    private static final String MARK = "gradus.attack";
    private static final int MANY = 120;

    private static final List<String> SNIPPETS = List.of(
            "System.setProperty(\"gradus.attack\", \"ran\")",
            "java.lang.System.setProperty('gradus.attack', 'ran')",
            "io.gradus.rules.drools.UnguardedCustomer.attack()",
            "0 && io.gradus.rules.drools.UnguardedCustomer.attack()",
            "System.exit(1)",
            "Runtime.getRuntime().exec(\"touch attacked\")",
            "new ProcessBuilder(\"touch\", \"attacked\").start()",
            "Class.forName(\"java.lang.System\").getMethod(\"exit\", int.class).invoke(null, 1)",
            "''.getClass().forName('java.lang.Runtime').getMethods()[6].invoke(null)",
            "T(java.lang.System).setProperty('gradus.attack', 'ran')",
            "#{T(java.lang.Runtime).getRuntime().exec('touch attacked')}",
            "${System.setProperty('gradus.attack', 'ran')}",
            "@{System.setProperty('gradus.attack', 'ran')}",
            "eval(System.setProperty(\"gradus.attack\", \"ran\") == null)",
            "new java.io.File(\"attacked\").createNewFile()",
            "java.nio.file.Files.createFile(java.nio.file.Path.of('attacked'))",
            "new java.net.URL('http://127.0.0.1:1').openStream()",
            "Thread.currentThread().getContextClassLoader().loadClass('x')",
            "function void f() { System.exit(1); }",
            "import java.lang.Runtime",
            "import static java.lang.System.exit",
            "global java.lang.Runtime r",
            "declare Attack end",
            "query \"q\" Customer() end",
            "$c.getClass().getClassLoader()",
            "$c.outcome(\"$param\"); System.exit(1)",
            "$c.outcome(System.setProperty(\"gradus.attack\", \"$param\"))",
            "modify($c) { outcome(\"HIGH\") }",
            "drools.getWorkingMemory().halt()",
            "\"); System.setProperty(\"gradus.attack\", \"ran\"); //",
            "x\" || System.exit(1) == null || region == \"",
            ") then System.exit(1); end rule \"y\" when Customer(",
            "*/ System.exit(1); /*",
            "javax.script.ScriptEngineManager.newInstance().getEngineByName('js').eval('1')");

    private static final List<UnaryOperator<String>> DISGUISES = List.of(
            text -> text,
            text -> text.toUpperCase(Locale.ROOT),
            text -> text.replace("System", "SyStEm").replace("java", "Java"),
            text -> text.replace(".", " . "),
            text -> text.replace(".", "\n."),
            text -> text.replace("(", "\t(\u00a0"),
            text -> text.replace("(", "/**/("),
            text -> text.replace("(", "(// x\n"),
            text -> shifted(text, 0xFEE0),
            text -> text.replace("S", "\u0405").replace("e", "\u0435").replace("a", "\u0430"),
            text -> text.replace("System", "Sys\u200Btem").replace("Runtime", "Run\u00ADtime"),
            text -> text.replace("\"", "\\u0022").replace("S", "\\u0053"),
            text -> text.replace("\"", "“").replace("'", "’"),
            text -> text.replace("\"", "\\\""),
            text -> "0 && " + text,
            text -> "5 || " + text + " || 5",
            text -> "$param && " + text + " == $1",
            text -> "eval(" + text + ")",
            text -> "T(" + text + ")",
            text -> "@{" + text + "}",
            text -> "(" + text + ") in ($param)",
            text -> "x\u2028" + text,
            text -> "x\u0085" + text,
            text -> "\u202E" + text,
            text -> "x\r\n" + text + "\r\n",
            text -> "/* " + text + " */ " + text);

    private final Set<String> tried = new LinkedHashSet<>();
    private List<String> corpus = List.of();

    private static String shifted(String text, int by) {
        return text.chars()
                .map(at -> at > ' ' && at < 0x7f ? at + by : at)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @BeforeAll
    void makeTheCorpus() {
        System.clearProperty(MARK);
        corpus = SNIPPETS.stream()
                .flatMap(snippet -> DISGUISES.stream().map(disguise -> disguise.apply(snippet)))
                .distinct()
                .toList();
    }

    @AfterEach
    void nothingRan() {
        assertThat(System.getProperty(MARK)).isNull();
        assertThat(Path.of("attacked")).doesNotExist();
    }

    @AfterAll
    void thereWereMany() {
        assertThat(corpus).hasSizeGreaterThan(600);
        assertThat(tried.size()).isGreaterThanOrEqualTo(10_000);
    }

    private static List<Finding> errors(Compilation compilation) {
        return compilation.findings().stream().filter(Finding::isError).toList();
    }

    /** Every cell with a snippet is refused, and no other. */
    private void assertRefusedAt(Set<String> cells, WorkbookFixture fixture) {
        Compilation compilation = compile(fixture.source());

        assertThat(compilation).isInstanceOf(Compilation.Rejected.class);
        Set<String> refused = new TreeSet<>();
        errors(compilation).forEach(finding -> refused.addAll(coveredBy(finding, cells)));
        assertThat(Sets.symmetricDifference(refused, cells)).isEmpty();
    }

    /** The cells of a finding; those of its column where it says of a heading that none of them can be read. */
    private static List<String> coveredBy(Finding finding, Set<String> cells) {
        if (finding.code() != FindingCode.COLUMN_UNREAD) {
            return finding.places().stream().map(Place::toString).toList();
        }
        String column = finding.place().toString().replaceAll("\\d+$", "");
        return cells.stream()
                .filter(cell -> cell.replaceAll("\\d+$", "").equals(column))
                .toList();
    }

    private static String column(int index) {
        return CellReference.convertNumToColString(index);
    }

    /** Puts a snippet where it is to be refused. */
    private static void put(WorkbookFixture fixture, Set<String> cells, String cell, String text) {
        fixture.set(cell, text);
        cells.add(cell);
    }

    private static Field ofType(FieldType type) {
        return VOCABULARY.fields().stream()
                .filter(field -> field.type() == type)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void cellsOfTypedColumnsAndOutcomesHoldValuesOnly() {
        List<String> fields = List.of(
                        FieldType.WHOLE,
                        FieldType.DECIMAL,
                        FieldType.MONEY,
                        FieldType.RATE,
                        FieldType.DATE,
                        FieldType.TRUTH,
                        FieldType.CHOICE)
                .stream()
                .map(type -> ofType(type).name())
                .toList();
        for (List<String> texts : Iterables.partition(corpus, MANY / 2)) {
            WorkbookFixture fixture = WorkbookFixture.over(fields.toArray(String[]::new));
            fixture.row("", "", "", "", "", "", "", "LOW");
            Set<String> cells = new LinkedHashSet<>();
            for (int i = 0; i < texts.size(); i++) {
                for (int field = 0; field <= fields.size(); field++) {
                    String place = field < fields.size() ? fields.get(field) : "outcome";
                    tried.add(place + " " + texts.get(i));
                    put(fixture, cells, "Rules!" + column(2 + field) + (12 + i), texts.get(i));
                }
            }
            assertRefusedAt(cells, fixture);
        }
    }

    /** Where in the technical rows a snippet stands, and what stands around it. */
    enum Technical {
        KIND,
        PATTERN,
        CONDITION,
        ACTION,
        IMPORT
    }

    @ParameterizedTest
    @EnumSource
    void technicalRowsHoldTheirClosedLanguageOnly(Technical row) {
        for (List<String> texts : Iterables.partition(corpus, MANY)) {
            WorkbookFixture fixture = WorkbookFixture.over("orders").row("1", "LOW");
            Set<String> cells = new LinkedHashSet<>();
            for (int i = 0; i < texts.size(); i++) {
                String column = column(4 + 2 * i);
                tried.add(row + " " + texts.get(i));
                switch (row) {
                    case KIND -> put(fixture, cells, "Rules!" + column + 7, texts.get(i));
                    case PATTERN -> {
                        fixture.set("Rules!" + column + 7, "CONDITION").set("Rules!" + column + 9, "orders");
                        put(fixture, cells, "Rules!" + column + 8, texts.get(i));
                    }
                    case CONDITION -> {
                        fixture.set("Rules!" + column + 7, "CONDITION");
                        put(fixture, cells, "Rules!" + column + 9, texts.get(i));
                    }
                    case ACTION -> {
                        fixture.set("Rules!" + column + 7, "ACTION");
                        put(fixture, cells, "Rules!" + column + 9, texts.get(i));
                    }
                    case IMPORT -> {
                        fixture.set("Rules!" + column + 3, "Import");
                        put(fixture, cells, "Rules!" + column(5 + 2 * i) + 3, texts.get(i));
                    }
                }
            }
            // A heading beyond the last column would be a note.
            String last = column(4 + 2 * texts.size());
            fixture.set("Rules!" + last + 7, "CONDITION")
                    .set("Rules!" + last + 8, "$c : Customer")
                    .set("Rules!" + last + 9, "orders");
            assertRefusedAt(cells, fixture);
        }
    }

    @Test
    void thePolicySheetHoldsCodesOnly() {
        for (List<String> texts : Iterables.partition(corpus, MANY)) {
            WorkbookFixture fixture = WorkbookFixture.over("orders").row("1", "LOW");
            Set<String> cells = new LinkedHashSet<>();
            put(fixture, cells, "Policy!C4", texts.get(0));
            put(fixture, cells, "Policy!C5", texts.get(texts.size() - 1));
            for (int i = 0; i < texts.size(); i++) {
                tried.add("outcome code " + texts.get(i));
                put(fixture, cells, "Policy!A" + (18 + i), texts.get(i));
                fixture.set("Policy!B" + (18 + i), "x" + i)
                        .set("Policy!C" + (18 + i), "x" + i)
                        .set("Policy!D" + (18 + i), "x" + i);
            }
            assertRefusedAt(cells, fixture);
        }
    }

    @Test
    void theTestsSheetHoldsValuesOnly() {
        for (List<String> texts : Iterables.partition(corpus, MANY)) {
            WorkbookFixture fixture = WorkbookFixture.over("orders")
                    .row("1", "LOW")
                    .scenario("one", Map.of("orders", 1), "LOW")
                    .set("Tests!D3", "asOf");
            Set<String> cells = new LinkedHashSet<>();
            for (int i = 0; i < texts.size(); i++) {
                tried.add("scenario " + texts.get(i));
                put(fixture, cells, "Tests!" + column(4 + i) + 3, texts.get(i));
                for (String column : List.of("B", "C", "D")) {
                    put(fixture, cells, "Tests!" + column + (6 + i), texts.get(i));
                }
                fixture.set("Tests!A" + (6 + i), texts.get(i) + i);
            }
            // A name beyond the last column would be a note.
            fixture.set("Tests!" + column(4 + texts.size()) + 3, "spend12m");
            assertRefusedAt(cells, fixture);
        }
    }

    /** Texts of conditions and actions are literals: refused at their cell, or compared with and handed out as they are. */
    @Test
    void textsAreOnlyTexts() {
        List<String> accepted = new ArrayList<>();
        for (List<String> texts : Iterables.partition(corpus, MANY)) {
            WorkbookFixture fixture = WorkbookFixture.over("region").actions("channel");
            texts.forEach(text -> fixture.row(text, "LOW", text));
            Set<Integer> refused = compile(fixture.source()).findings().stream()
                    .filter(Finding::isError)
                    .peek(finding -> assertThat(finding.code())
                            .isIn(FindingCode.TEXT_REFUSED, FindingCode.LIST_ITEM_EMPTY, FindingCode.FIELD_NOT_ORDERED))
                    .flatMap(finding -> finding.places().stream())
                    .map(place -> ((Place.Cell) place).row() - 11)
                    .collect(Collectors.toSet());
            IntStream.range(0, texts.size()).filter(i -> !refused.contains(i)).forEach(i -> accepted.add(texts.get(i)));
            texts.forEach(text -> tried.add("text " + text));
        }
        assertThat(accepted).hasSizeGreaterThan(50).noneMatch(text -> text.contains("\""));

        WorkbookFixture fixture = WorkbookFixture.over("region").actions("channel");
        accepted.forEach(text -> fixture.row("", "LOW", text));
        accepted.forEach(text -> fixture.row(text, "LOW", text));
        CompiledPolicy policy = compiled(fixture.source());

        for (String text : accepted) {
            assertThat(policy.decide(profile(Map.of("region", text))).actions())
                    .containsEntry("channel", accepted.get(0).strip());
            assertThat(policy.decideAll(List.of(profile(Map.of("region", text))))
                            .get(0)
                            .outcome())
                    .isEqualTo("LOW");
        }
    }

    @Test
    void whatIsForPeopleDoesNothing() {
        WorkbookFixture fixture = WorkbookFixture.over("orders");
        corpus.forEach(text -> fixture.row("", "LOW"));
        for (int i = 0; i < corpus.size(); i++) {
            tried.add("note " + corpus.get(i));
            fixture.set("Rules!B" + (11 + i), corpus.get(i)).set("Guide!A" + (3 + i), corpus.get(i));
            fixture.set("Rules!" + column(5 + i % 300) + (1 + i / 300), corpus.get(i));
        }
        fixture.set("Rules!C4", SNIPPETS.get(0))
                .set("Rules!C6", "RuleTable " + SNIPPETS.get(0))
                .set("Rules!C10", SNIPPETS.get(0))
                .set("Rules!D10", SNIPPETS.get(29))
                .set("Policy!C6", SNIPPETS.get(0))
                .set("Policy!C9", SNIPPETS.get(29))
                .set("Policy!B17", SNIPPETS.get(0));

        CompiledPolicy policy = compiled(fixture.source());

        assertThat(policy.decide(profile(Map.of("orders", 5))).outcome()).isEqualTo("LOW");
        assertThat(policy.decide(profile(Map.of("orders", 5))).because()).isEqualTo(corpus.get(0));
        assertThat(policy.decideAll(List.of(profile(Map.of("orders", 5))))
                        .get(0)
                        .outcome())
                .isEqualTo("LOW");
    }

    private static final String RULE = """
        package policies.attack;
        import io.gradus.rules.Customer;
        rule "r"
        salience 1
        when
            $c : Customer(orders > 1)
        then
            $c.score("starPoints", 1);
        end
        """;

    static List<String> placesInDrl() {
        return List.of(
                RULE.replace("attack;", "@@@;"),
                RULE.replace("import io.gradus.rules.Customer", "import io.gradus.rules.Customer;\nimport @@@"),
                RULE.replace("rule \"r\"", "@@@\nrule \"r\""),
                RULE.replace("rule \"r\"", "rule \"r\" extends @@@"),
                RULE.replace("salience 1", "@@@"),
                RULE.replace("salience 1", "salience @@@"),
                RULE.replace("salience 1", "enabled @@@"),
                RULE.replace("salience 1", "dialect \"mvel\" @@@"),
                RULE.replace("$c : Customer", "$c : @@@"),
                RULE.replace("orders > 1", "@@@"),
                RULE.replace("orders > 1", "orders > @@@"),
                RULE.replace("orders > 1", "orders > 1 && @@@"),
                RULE.replace("orders > 1", "orders > 1, @@@ == null"),
                RULE.replace("orders > 1", "$o : @@@"),
                RULE.replace("orders > 1", "region == (@@@)"),
                RULE.replace("orders > 1)", "orders > 1) @@@"),
                RULE.replace("then\n", "then\n    @@@;\n"),
                RULE.replace("\"starPoints\", 1", "\"starPoints\", @@@"),
                RULE.replace("\"starPoints\", 1", "@@@, 1"),
                RULE.replace("1);", "1).@@@;"),
                RULE + "@@@");
    }

    /** The disguises take turns, so that every snippet stands in every place in some of them. */
    @ParameterizedTest
    @MethodSource("placesInDrl")
    void drlHoldsItsClosedLanguageOnly(String form) {
        String before = form.substring(0, form.indexOf("@@@"));
        int first = before.contains("rule") ? 3 : (int) (before + "@").lines().count();
        for (int i = 0; i < SNIPPETS.size(); i++) {
            for (int turn = 0; turn < DISGUISES.size(); turn += 4) {
                UnaryOperator<String> disguise = DISGUISES.get((turn + i) % DISGUISES.size());
                String text = disguise.apply(SNIPPETS.get(i));
                tried.add(form + text);

                Compilation compilation = compile(drl("attack", form.replace("@@@", text)));

                assertThat(compilation).as(text).isInstanceOf(Compilation.Rejected.class);
                assertThat(errors(compilation))
                        .as(text)
                        .isNotEmpty()
                        .allMatch(finding ->
                                finding.place() instanceof Place.Position position && position.line() >= first);
            }
        }
    }

    @Test
    void namesCommentsAndLiteralsInDrlDoNothing() {
        List<String> texts = corpus.stream()
                .filter(text -> text.chars()
                        .noneMatch(at -> at == '"' || at == '\\' || at == 0x2028 || Character.isISOControl(at)))
                .filter(text -> !text.contains("*/"))
                .toList();
        StringBuilder rules = new StringBuilder(RULE);
        for (int i = 0; i < texts.size(); i++) {
            tried.add("inert " + texts.get(i));
            rules.append("// ")
                    .append(texts.get(i))
                    .append("\n/* ")
                    .append(texts.get(i))
                    .append(" */\n");
            rules.append("rule \"" + i + " " + texts.get(i) + "\" when $c : Customer(region == \"" + texts.get(i)
                    + "\") then $c.score(\"starPoints\", 1); end\n");
        }
        CompiledPolicy policy = compiled(drl("inert", rules.toString()));

        for (String text : texts) {
            Object points = policy.decide(profile(Map.of("region", text, "orders", 5)))
                    .computed()
                    .get("starPoints");
            assertThat((BigDecimal) points).as(text).isEqualByComparingTo("2");
        }
    }
}
