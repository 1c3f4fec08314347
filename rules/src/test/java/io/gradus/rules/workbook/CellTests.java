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
        region   | “North”           | North                      | South
        region   | O'Hara            | O'Hara                     | OHara
        interests | Golf, Music      | Golf Music+Chess           | Chess
        interests | != Golf          | Chess                      | Golf Golf+Chess
        member   | yes               | true                       | false
        member   | 否                | false                      | true
        lastOrderAt | >= 2026-03-31  | 2026-03-31 2027-01-01      | 2026-03-30
        lastOrderAt | [2026-01-01..2026-02-01) | 2026-01-01 2026-01-31 | 2025-12-31 2026-02-01
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
        spend12m | >= 5 000          | NOT_A_NUMBER
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
        """)
    void whatCannotBeMeantIsReportedAtTheCell(String field, String cell, String code) {
        assertThat(findings(cell(field, cell))).containsExactly("Rules!C11 " + code);
    }
}
