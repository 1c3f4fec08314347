package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.findings;
import static io.gradus.rules.fixtures.Policies.profile;
import static io.gradus.rules.fixtures.WorkbookFixture.cell;
import static io.gradus.rules.fixtures.WorkbookFixture.over;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.PolicySource;
import io.gradus.rules.VocabularyReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cell means, as Drools decides it in both modes. */
class CellTests {

    private static void assertMatches(CompiledPolicy policy, String field, @Nullable Object value, boolean expected) {
        Map<String, Object> given = value == null ? Map.of() : Map.of(field, value);
        String outcome = expected ? "HIGH" : "LOW";
        assertThat(policy.decide(profile(given)).outcome())
                .as("plain %s", value)
                .isEqualTo(outcome);
        assertThat(policy.decideAll(List.of(profile(given))).get(0).outcome())
                .as("batch %s", value)
                .isEqualTo(outcome);
    }

    private static Object value(String field, String text) {
        return switch (VocabularyReader.shipped().get(field).type()) {
            case WHOLE -> Integer.valueOf(text);
            case DECIMAL, MONEY, RATE -> new BigDecimal(text);
            case DATE -> LocalDate.parse(text);
            case TRUTH -> Boolean.valueOf(text);
            case TEXTS -> List.of(text.split("\\+", -1));
            case TEXT, CHOICE -> text;
        };
    }

    @ParameterizedTest(name = "{0} {1}: {2} in, {3} out")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        spend12m | >= 5000           | 5000 5000.00 5000.01 90000 | 4999.99 0
        spend12m | > 5000            | 5000.01                    | 5000 5000.00
        spend12m | <= 5,000          | 5000 0 -1                  | 5000.01
        spend12m | < 5,000.50        | 5000.49                    | 5000.5
        spend12m | ≥ 5000            | 5000                       | 4999.99
        spend12m | ＞＝ ５，０００       | 5000                       | 4999.99
        spend12m | 5000              | 5000 5000.00               | 5000.01 4999.99
        spend12m | = 5000            | 5000.0                     | 5001
        spend12m | != 5000           | 4999 5001                  | 5000 5000.00
        spend12m | 0                 | 0 0.00                     | 0.01 -0.01
        spend12m | [10000..50000)    | 10000 49999.99             | 9999.99 50000
        spend12m | (10,000 .. 50,000] | 10000.01 50000            | 10000 50000.01
        spend12m | [5..5]            | 5                          | 4.99 5.01
        spend12m | 100, 2,500, 7     | 100 2500 7                 | 500 2 1007
        orders   | >= 6              | 6 7                        | 5 0
        orders   | 0                 | 0                          | 1
        orders   | 1, 2, 3           | 1 2 3                      | 0 4
        orders   | 1、2、3            | 1 2 3                      | 0 4
        orders   | [2..3]            | 2 3                        | 1 4
        orders   | <> 2              | 1 3                        | 2
        revenueShareCumulative | < 80% | 0 0.7999999999           | 0.8 0.80 1
        revenueShareCumulative | [80%..95%) | 0.8 0.9499         | 0.7999 0.95
        revenueShareCumulative | ８０％ | 0.8 0.800               | 0.801
        contract | MONTH_TO_MONTH    | MONTH_TO_MONTH             | ONE_YEAR
        contract | one_year, two_year | ONE_YEAR TWO_YEAR         | MONTH_TO_MONTH
        contract | != ONE_YEAR       | TWO_YEAR                   | ONE_YEAR
        region   | North, South      | North South                | East north
        region   | “North”           | “North”                    | North South
        region   | 华东（上海）          | 华东（上海）                    | 华东(上海)
        region   | ＩＴ                | ＩＴ                         | IT
        region   | ！＝ 华东（上海）      | 华东                         | 华东（上海）
        region   | 华东（上海），华南      | 华东（上海） 华南                | 华东(上海)
        region   | 非　华东（上海）       | 华东                         | 华东（上海）
        region   | 　North　          | North                      | South
        interests | 读书（夜）；Music    | 读书（夜）+Golf               | 读书(夜)
        region   | O'Hara            | O'Hara                     | OHara
        interests | Golf, Music      | Golf Music+Chess           | Chess
        interests | != Golf          | Chess                      | Golf Golf+Chess
        member   | yes               | true                       | false
        member   | 否                | false                      | true
        lastOrderAt | >= 2026-03-31  | 2026-03-31 2027-01-01      | 2026-03-30
        lastOrderAt | [2026-01-01..2026-02-01) | 2026-01-01 2026-01-31 | 2025-12-31 2026-02-01
        lastOrderAt | 2026年3月31日以上 | 2026-03-31 2026-04-01     | 2026-03-30
        spend12m | 80000（含）以上      | 80000 80000.01             | 79999.99
        spend12m | 10000（含）~80000   | 10000 79999.99             | 9999.99 80000
        spend12m | 10000～80000（含）   | 10000.01 80000             | 10000 80000.01
        spend12m | 10000（含）–80000（不含） | 10000 79999.99          | 9999.99 80000
        spend12m | 10000 (incl.) to 80000 | 10000 79999.99          | 9999.99 80000
        spend12m | 不足50              | 49.99                      | 50
        spend12m | 不滿50              | 49.99                      | 50
        spend12m | 1.5万元             | 15000                      | 1.5
        spend12m | 1万至5万（含）         | 10000.01 50000             | 10000 1 50000.01
        spend12m | 0（含）至5万          | 0 49999.99                 | 50000
        spend12m | 5000（含）至1万       | 5000 9999.99               | 10000
        spend12m | 500、1万            | 500 10000                  | 5000000
        spend12m | ¥1.5萬以上           | 15000 15001                | 14999.99
        spend12m | 5000以外            | 5000.01                    | 5000
        spend12m | not more than 5,000 CNY | 5000                    | 5000.01
        repurchaseProbability | 超过70% | 0.7001                     | 0.7
        repurchaseProbability | 超過７０％ | 0.7001                    | 0.7
        repurchaseProbability | 70%以上 | 0.7 1                      | 0.6999
        repurchaseProbability | 30%（含）至70% | 0.3 0.69            | 0.29 0.7
        repurchaseProbability | 30（含）至70% | 0.3 0.69             | 0.29 0.7
        daysSinceLastOrder | 30天以内   | 30 0                       | 31
        daysSinceLastOrder | 30天以內   | 30 0                       | 31
        daysSinceLastOrder | more than 30 days | 31                  | 30
        daysSinceLastOrder | 30天以上（不含） | 31                     | 30
        orders   | 3 or more         | 3 4                        | 2
        orders   | 不少于3单           | 3 4                        | 2
        orders   | at least 3 orders | 3                          | 2
        orders   | fewer than 3      | 2                          | 3
        orders   | 非 2              | 1 3                        | 2
        orders   | 1或3              | 1 3                        | 2
        contract | ONE_YEAR或TWO_YEAR | ONE_YEAR TWO_YEAR         | MONTH_TO_MONTH
        contract | one_year or two_year | ONE_YEAR TWO_YEAR       | MONTH_TO_MONTH
        contract | 非ONE_YEAR 或 TWO_YEAR | MONTH_TO_MONTH         | ONE_YEAR TWO_YEAR
        contract | 非 ONE_YEAR       | TWO_YEAR                   | ONE_YEAR
        contract | 非ONE_YEAR        | TWO_YEAR                   | ONE_YEAR
        contract | not ONE_YEAR、TWO_YEAR | MONTH_TO_MONTH          | ONE_YEAR TWO_YEAR
        region   | 非洲                | 非洲                         | 洲
        region   | 非 洲               | 非洲                         | 洲
        """)
    void cellMeansWhatItSays(String field, String cell, String in, String out) {
        CompiledPolicy policy = compiled(cell(field, cell));

        for (String text : List.of(in.split(" ", -1))) {
            assertMatches(policy, field, value(field, text), true);
        }
        for (String text : List.of(out.split(" ", -1))) {
            assertMatches(policy, field, value(field, text), false);
        }
        assertMatches(policy, field, null, false);
    }

    @ParameterizedTest
    @CsvSource({"spend12m, 空, 5", "orders, missing, 5", "region, 空, East", "lastOrderAt, empty, 2026-01-01"})
    void missingIsAConditionOfItsOwn(String field, String cell, String value) {
        CompiledPolicy policy = compiled(cell(field, cell));

        assertMatches(policy, field, null, true);
        assertMatches(policy, field, value(field, value), false);
    }

    @ParameterizedTest
    @CsvSource({"spend12m, 非空, 5", "orders, present, 0", "region, not missing, East", "member, 有值, false"})
    void anyValueIsAConditionToo(String field, String cell, String value) {
        CompiledPolicy policy = compiled(cell(field, cell));

        assertMatches(policy, field, null, false);
        assertMatches(policy, field, value(field, value), true);
    }

    @Test
    void blankMeansAnyAndAlsoAbsent() {
        CompiledPolicy policy = compiled(cell("spend12m", " "));

        assertMatches(policy, "spend12m", BigDecimal.ZERO, true);
        assertMatches(policy, "spend12m", null, true);
    }

    @Test
    void cellsThatHoldNumbersDatesAndTruthsAreReadExactly() {
        assertMatches(compiled(cell("spend12m", 79999.99)), "spend12m", new BigDecimal("79999.99"), true);
        assertMatches(compiled(cell("orders", 3)), "orders", 3, true);
        assertMatches(compiled(cell("member", true)), "member", true, true);
        LocalDate day = LocalDate.of(2026, 3, 31);
        assertMatches(compiled(cell("lastOrderAt", day)), "lastOrderAt", day, true);
    }

    @Test
    void aMergedCellHoldsForAllItsRows() {
        PolicySource merged = over("spend12m", "orders")
                .row("", "", "HIGH")
                .row("", "", "MEDIUM")
                .row("", "", "LOW")
                .set("Rules!C11", ">= 10")
                .set("Rules!D11", ">= 5")
                .merge("Rules", "C11:C12")
                .source();
        CompiledPolicy policy = compiled(merged);

        assertThat(policy.decide(profile(Map.of("spend12m", new BigDecimal("10"), "orders", 5)))
                        .outcome())
                .isEqualTo("HIGH");
        assertThat(policy.decide(profile(Map.of("spend12m", new BigDecimal("10"), "orders", 4)))
                        .outcome())
                .isEqualTo("MEDIUM");
        assertThat(policy.decide(profile(Map.of("spend12m", new BigDecimal("9"), "orders", 5)))
                        .outcome())
                .isEqualTo("LOW");
    }

    @Test
    void theReasonNamesTheNumberThatCountsNotTheRoundedOne() {
        CompiledPolicy policy = compiled(over("spend12m")
                .row("", "HIGH")
                .row("", "LOW")
                .set("Rules!C11", 49999.99)
                .format("Rules!C11", "#,##0")
                .source());

        assertThat(policy.decide(profile(Map.of("spend12m", new BigDecimal("49999.99"))))
                        .because())
                .contains("(49999.99)");
    }

    @Test
    void aScenarioGivesATextExactlyToo() {
        PolicySource source = over("region", "interests")
                .row("华东（上海）", "", "HIGH")
                .row("", "读书（夜）", "MEDIUM")
                .row("", "", "LOW")
                .scenario("上海", Map.of("region", "华东（上海）"), "HIGH")
                .scenario("读书", Map.of("interests", List.of("读书（夜）")), "MEDIUM")
                .scenario("其他", Map.of("region", "华东(上海)"), "LOW")
                .source();

        CompiledPolicy policy = compiled(source);

        assertThat(policy.scenarios())
                .extracting(io.gradus.rules.Scenario::given)
                .containsExactly(
                        Map.of("region", "华东（上海）"), Map.of("interests", List.of("读书（夜）")), Map.of("region", "华东(上海)"));
        assertThat(findings(source)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        region    | 华东或华南           | TEXT_MAY_BE_LIST     | 华东、华南
        region    | North or South   | TEXT_MAY_BE_LIST     | North、South
        interests | 读书 或 运动         | TEXT_MAY_BE_LIST     | 读书、运动
        region    | 非华东             | TEXT_MAY_BE_NEGATION | 非 华东
        region    | not华北           | TEXT_MAY_BE_NEGATION | not 华北
        region    | 不是华北            | TEXT_MAY_BE_NEGATION | 不是 华北
        region    | 不限              | TEXT_MAY_BE_ANY      | 不限
        region    | Any              | TEXT_MAY_BE_ANY      | Any
        region    | 任意              | TEXT_MAY_BE_ANY      | 任意
        """)
    void aTextThatMayBeMeantAsAConditionIsDoubted(String field, String text, String code, String offered) {
        PolicySource source = cell(field, text);

        assertThat(findings(source)).contains("Rules!C11 " + code);
        assertThat(io.gradus.rules.fixtures.Policies.messages(source)).anyMatch(message -> message.contains(offered));
        assertMatches(compiled(source), field, field.equals("interests") ? List.of(text) : text, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"非洲", "North", "Nothing", "Oregon", "Notting Hill", "非 华东", "或许", "North, South"})
    void plainTextsAreNotDoubted(String text) {
        assertThat(findings(cell("region", text))).noneMatch(finding -> finding.contains("TEXT_MAY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyy", "d", "yyyymmdd"})
    void aDayIsNoNumberHoweverItIsShown(String format) {
        for (String field : List.of("spend12m", "orders")) {
            PolicySource source = over(field)
                    .row("", "HIGH")
                    .row("", "LOW")
                    .set("Rules!C11", LocalDate.of(2026, 3, 5))
                    .format("Rules!C11", format)
                    .source();

            assertThat(findings(source)).containsExactly("Rules!C11 NOT_A_NUMBER");
        }
    }

    @Test
    void aNumberInATextColumnIsItsDigits() {
        CompiledPolicy policy = compiled(over("customerId")
                .row("", "HIGH")
                .row("", "MEDIUM")
                .row("", "LOW")
                .set("Rules!C11", 123456789012L)
                .set("Rules!C12", 10012)
                .format("Rules!C12", "#,##0")
                .set("Policy!A12", "personal data reason")
                .set("Policy!C12", "a test")
                .source());

        assertThat(policy.decide(profile(Map.of("customerId", "123456789012"))).outcome())
                .isEqualTo("HIGH");
        assertThat(policy.decide(profile(Map.of("customerId", "10012"))).outcome())
                .isEqualTo("MEDIUM");
    }

    @Test
    void bothReadingsOfASharedMultiplierAreOffered() {
        assertThat(io.gradus.rules.fixtures.Policies.messages(cell("spend12m", "1至5.5万元（含）")))
                .containsExactly("Rules!C11: 1至5.5万元(含) leaves open what its last multiplier holds for; write"
                        + " 1万至5.5万元(含) or 1至55000元(含)");
        assertThat(io.gradus.rules.fixtures.Policies.messages(cell("spend12m", "20、25、30万")))
                .containsExactly("Rules!C11: 20、25、30万 leaves open what its last multiplier holds for; write"
                        + " 20万、25万、30万 or 20、25、300000");
    }

    @Test
    void textsThatDataHardlyHaveAreDoubted() {
        assertThat(findings(cell("region", "“North”"))).contains("Rules!C11 TEXT_EXACT");
        assertThat(findings(cell("region", "ＩＴ"))).contains("Rules!C11 TEXT_EXACT");
        assertThat(findings(cell("region", "华东（上海）、O’Hara"))).noneMatch(finding -> finding.endsWith("TEXT_EXACT"));
        assertThat(findings(cell("contract", "ＯＮＥ_ＹＥＡＲ"))).noneMatch(finding -> finding.endsWith("TEXT_EXACT"));
    }

    @Test
    void aPercentFormatInAnAmountColumnIsReported() {
        assertThat(findings(over("spend12m")
                        .row("", "HIGH")
                        .row("", "LOW")
                        .set("Rules!C11", 0.8)
                        .format("Rules!C11", "0%")
                        .source()))
                .containsExactly("Rules!C11 PERCENT_MISPLACED");
    }

    @Test
    void formulasCountAsTheValueTheyShow() {
        assertMatches(compiled(cell("spend12m", "=2500*2")), "spend12m", new BigDecimal("5000"), true);
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        spend12m | abc               | NOT_A_NUMBER
        spend12m | >= 5 00           | NOT_A_NUMBER
        spend12m | >= 1e3            | NOT_A_NUMBER
        spend12m | 10000~50000       | RANGE_ENDS_UNMARKED
        spend12m | 10000 - 50000     | RANGE_ENDS_UNMARKED
        spend12m | 10000 至 50000     | RANGE_ENDS_UNMARKED
        spend12m | [50..10]          | RANGE_EMPTY
        spend12m | [10..10)          | RANGE_EMPTY
        spend12m | 30%               | PERCENT_MISPLACED
        spend12m | =1/0              | CELL_ERROR
        spend12m | 0 && System.exit(1) == null | NOT_A_NUMBER
        orders   | 2.5               | NOT_A_WHOLE_NUMBER
        orders   | 99999999999       | NOT_A_WHOLE_NUMBER
        contract | WEEKLY            | CHOICE_UNKNOWN
        contract | > ONE_YEAR        | FIELD_NOT_ORDERED
        region   | x" OR true OR "   | TEXT_REFUSED
        region   | back\\slash        | TEXT_REFUSED
        member   | maybe             | NOT_A_TRUTH
        lastOrderAt | 31.3.2026      | NOT_A_DATE
        lastOrderAt | 2026-02-30     | NOT_A_DATE
        lastOrderAt | 30天            | NOT_A_DATE
        spend12m | 2026-01-01        | NOT_A_NUMBER
        spend12m | 30天               | UNIT_MISPLACED
        orders   | 5元                | UNIT_MISPLACED
        orders   | 5 bananas         | UNIT_MISPLACED
        daysSinceLastOrder | 30%     | PERCENT_MISPLACED
        spend12m | 超过50（含）          | END_CONTRADICTS
        spend12m | 50以外（含）          | END_CONTRADICTS
        spend12m | 0,7               | COMMA_AMBIGUOUS
        orders   | 1,2               | COMMA_AMBIGUOUS
        region   | North,, South     | LIST_ITEM_EMPTY
        region   | ,                 | LIST_ITEM_EMPTY
        orders   | 1.5万分             | UNIT_MISPLACED
        spend12m | 1至5万（含）          | MULTIPLIER_AMBIGUOUS
        spend12m | 1至5万             | MULTIPLIER_AMBIGUOUS
        spend12m | 5（不含）~10万元       | MULTIPLIER_AMBIGUOUS
        spend12m | [1.5..2萬)         | MULTIPLIER_AMBIGUOUS
        spend12m | 20、30万            | MULTIPLIER_AMBIGUOUS
        spend12m | 非 1万、2、3万       | MULTIPLIER_AMBIGUOUS
        """)
    void whatCannotBeMeantIsReportedAtTheCell(String field, String cell, String code) {
        assertThat(findings(cell(field, cell))).containsExactly("Rules!C11 " + code);
    }
}
