package io.gradus.rules.drools;

import static io.gradus.rules.fixtures.Policies.compile;
import static io.gradus.rules.fixtures.WorkbookFixture.over;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One fault is one finding, at its cause; and what was not looked at because of it is said in one line. */
class OneFaultOneFindingTests {

    private static WorkbookFixture tiers() {
        return over("spend12m", "orders")
                .row(">= 50,000", "", "HIGH")
                .row(">= 10,000", ">= 6", "MEDIUM")
                .row("", "", "LOW")
                .scenario("much", Map.of("spend12m", 60_000), "HIGH")
                .scenario("some", Map.of("spend12m", 20_000, "orders", 7), "MEDIUM")
                .scenario("none", Map.of(), "LOW");
    }

    private static List<String> errors(PolicySource source) {
        return compile(source).findings().stream()
                .filter(Finding::isError)
                .map(finding -> finding.place() + " " + finding.code())
                .toList();
    }

    private static List<String> unexamined(PolicySource source) {
        return compile(source).findings().stream()
                .filter(finding -> finding.code() == FindingCode.NOT_EXAMINED)
                .map(finding -> finding.message(Locale.ENGLISH))
                .toList();
    }

    @ParameterizedTest(name = "{0} = {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        Rules!C7  | CONDITIONS                 | Rules!C7 COLUMN_KIND_REFUSED
        Rules!D7  | Bedingung                  | Rules!D7 COLUMN_KIND_REFUSED
        Rules!E7  | ACTIONS                    | Rules!E7 COLUMN_KIND_REFUSED
        Rules!C9  | spendLastYear              | Rules!C9 FIELD_UNKNOWN
        Rules!D9  | ordrs >= $param            | Rules!D9 FIELD_UNKNOWN
        Rules!E9  | System.exit(1);            | Rules!E9 ACTION_REFUSED
        Rules!E9  | offer.setTier("$param");   | Rules!E9 FACT_NOT_BOUND
        Rules!C8  | $o : Order                 | Rules!C8 PATTERN_REFUSED
        Policy!A15 | high value                | Policy!A15 OUTCOME_CODE_REFUSED
        Rules!C11 | plenty                     | Rules!C11 NOT_A_NUMBER
        Rules!E11 | GOLD                       | Rules!E11 OUTCOME_UNKNOWN
        Tests!B5  | plenty                     | Tests!B5 NOT_A_NUMBER
        Tests!D5  | GOLD                       | Tests!D5 OUTCOME_UNKNOWN
        Tests!B3  | spendLastYear              | Tests!B3 FIELD_UNKNOWN
        """)
    void aFaultIsFoundOnceAtItsCause(String place, String text, String finding) {
        PolicySource source = tiers().set(place, text).source();

        assertThat(errors(source)).containsExactly(finding);
        assertThat(unexamined(source))
                .singleElement()
                .asString()
                .startsWith("because of the errors these were not examined");
    }

    @Test
    void aFaultInTheTestsHidesNoGap() {
        PolicySource source = over("orders")
                .row(">= 5", "HIGH")
                .row("[1..5)", "LOW")
                .scenario("often", Map.of("orders", "many"), "HIGH")
                .source();

        List<FindingCode> codes =
                compile(source).findings().stream().map(Finding::code).toList();

        assertThat(codes).contains(FindingCode.NOT_A_NUMBER, FindingCode.TABLE_GAP, FindingCode.NOT_EXAMINED);
        assertThat(unexamined(source))
                .containsExactly("because of the errors these were not examined: what the scenarios give");
    }

    @Test
    void outcomesThatFollowFromARefusedColumnAreNotReported() {
        StringBuilder table = new StringBuilder("""
                RuleSet,Discounts
                RuleTable Discounts
                CONDITION,ACTION,ACTION
                $c : Customer,,
                spend12m >= $param,"insert(new Tier(""$param""));","$c.setDiscount(""$param"");"
                Spend,Tier,Discount
                """);
        for (int i = 0; i < 300; i++) {
            table.append(i).append(",GOLD,").append(450 + i).append('\n');
        }

        assertThat(errors(new PolicySource("d.csv", table.toString().getBytes(StandardCharsets.UTF_8))))
                .containsExactly("d!B5 ACTION_REFUSED");
    }

    @Test
    void aColumnOfNoCodesIsOneFinding() {
        StringBuilder table = new StringBuilder("""
                RuleSet,Discounts
                RuleTable Discounts
                CONDITION,ACTION
                $c : Customer,
                spend12m >= $param,"$c.setDiscount(""$param"");"
                Spend,Discount
                """);
        for (int i = 0; i < 300; i++) {
            table.append(i).append(',').append(450 + i).append('\n');
        }
        PolicySource source = new PolicySource("d.csv", table.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(errors(source)).containsExactly("d!B5 COLUMN_UNREAD");
        assertThat(compile(source).findings().get(0).message(Locale.ENGLISH))
                .startsWith("none of the 300 cells B7:B306 can be read as outcome, such as 450");
    }

    @Test
    void aCleanWorkbookIsExaminedWhole() {
        assertThat(errors(tiers().source())).isEmpty();
        assertThat(unexamined(tiers().source())).isEmpty();
    }
}
