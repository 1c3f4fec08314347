package io.gradus.rules.analysis;

import static io.gradus.rules.fixtures.Policies.findings;
import static io.gradus.rules.fixtures.Policies.messages;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.fixtures.Policies;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.workbook.WorkbookReader;
import io.gradus.rules.workbook.WorkbookReading;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an analyst is told of a table as a whole, at which cell, in which words. */
class FindingsTests {

    /** A clean table: its first row stands in row 11, its first column is C. */
    private static WorkbookFixture tiers(String... fields) {
        return WorkbookFixture.over(fields);
    }

    @Test
    void aCleanTableHasNoFinding() {
        assertThat(messages(tiers("spend12m", "orders12m")
                        .row(">= 50,000", ">= 6", "HIGH")
                        .row(">= 10,000", "", "MEDIUM")
                        .row("", "", "LOW")
                        .source()))
                .isEmpty();
    }

    @Test
    void aGapIsARegionAndACustomer() {
        assertThat(messages(tiers("spend12m", "orders12m")
                        .row(">= 50,000", "", "HIGH")
                        .row("[10,000..50,000)", ">= 6", "MEDIUM")
                        .row("< 10,000", "", "LOW")
                        .row("missing", "", "LOW")
                        .source()))
                .containsExactly("Rules!D12: no row takes customers with spend12m ≥ 10,000 and < 50,000 CNY; orders12m"
                        + " missing or < 6 orders; for example spend12m = 10,000 CNY; orders12m = 0 orders;"
                        + " it would close with Rules!D12: orders12m anything");
    }

    @Test
    void theValueBetweenTwoOpenLimitsIsAGap() {
        Finding gap = Policies.compile(tiers("spend12m")
                        .row("> 5,000", "HIGH")
                        .row("< 5,000", "LOW")
                        .row("missing", "LOW")
                        .row("present", "MEDIUM")
                        .set("Rules!C14", "< 0")
                        .set("Rules!D14", "MEDIUM")
                        .source())
                .findings()
                .get(0);

        assertThat(gap.message(Locale.ENGLISH)).contains("spend12m = 5,000 CNY; for example spend12m = 5,000 CNY");
        assertThat(gap.message(Locale.SIMPLIFIED_CHINESE)).contains("近12个月消费金额 = 5,000 元");
        assertThat(gap.repair(Locale.ENGLISH))
                .contains("add a row for them, or a last row that catches everybody else");
        assertThat(gap.repair(Locale.TRADITIONAL_CHINESE)).get().asString().startsWith("為這些客戶");
    }

    @Test
    void amountsCountInCentsAndOrdersFromZero() {
        assertThat(messages(tiers("spend12m", "orders12m")
                        .row(">= 50", "", "HIGH")
                        .row("<= 49.99", "0", "MEDIUM")
                        .row("<= 49.99", ">= 1", "LOW")
                        .row("missing", "", "LOW")
                        .row("<= 49.99", "missing", "LOW")
                        .source()))
                .isEmpty();
    }

    @Test
    void aRowThatNeverDecidesNamesThoseAboveIt() {
        assertThat(messages(tiers("spend12m", "type")
                        .row(">= 5,000", "ENTERPRISE", "HIGH")
                        .row(">= 5,000", "!= ENTERPRISE", "MEDIUM")
                        .row(">= 5,000", "missing", "MEDIUM")
                        .row(">= 8,000", "", "HIGH")
                        .row("", "", "LOW")
                        .source()))
                .containsExactly(
                        "Rules!C14: the row can never decide: Rules!11, Rules!12, Rules!13 above take every customer it"
                                + " describes");
    }

    @Test
    void aRedundantRowNamesThoseThatTakeOver() {
        assertThat(messages(tiers("spend12m")
                        .row(">= 50,000", "HIGH")
                        .row(">= 10,000", "HIGH")
                        .row("[5..10)", "MEDIUM")
                        .row("", "LOW")
                        .source()))
                .containsExactly(
                        "Rules!C11: the row changes nothing: without it Rules!12 would give its customers the same");
    }

    @Test
    void twoColumnsOnOneFieldMustAgree() {
        assertThat(findings(tiers("spend12m", "spend12m")
                        .row(">= 50,000", "< 10,000", "HIGH")
                        .row(">= 5", "", "MEDIUM")
                        .row("", "", "LOW")
                        .source()))
                .containsExactly("Rules!D11 ROW_CONTRADICTS");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        creditScore           | > 1000
        orders                | < 0
        repurchaseProbability | > 100%
        creditScore           | (5..6)
        spend12m              | (0.01..0.02)
        lastOrderAt           | (2026-03-01..2026-03-02)
        contract              | not MONTH_TO_MONTH, ONE_YEAR, TWO_YEAR
        member                | not yes, no
        """)
    void aCellThatNoValueCanMeetIsReported(String field, String cell) {
        assertThat(findings(tiers(field)
                        .row(cell, "HIGH")
                        .row("present", "MEDIUM")
                        .row("", "LOW")
                        .source()))
                .containsExactly("Rules!C11 ROW_CONTRADICTS");
        assertThat(findings(tiers(field, "visits30d")
                        .adding("loyaltyScore")
                        .row(cell, "", "1")
                        .row("", ">= 2", "1")
                        .source()))
                .containsExactly("Rules!C11 ROW_CONTRADICTS");
    }

    @Test
    void aCellBeyondTheFieldIsReportedOnce() {
        assertThat(findings(tiers("creditScore")
                        .row(">= 2000", "HIGH")
                        .row("present", "MEDIUM")
                        .row("", "LOW")
                        .source()))
                .containsExactly("Rules!C11 FIELD_OUT_OF_DOMAIN");
    }

    @Test
    void aGapIsReportedWhereALimitBordersIt() {
        assertThat(findings(tiers("spend12m")
                        .row("< 1000", "HIGH")
                        .row("[2000..5000)", "MEDIUM")
                        .row("[5000..9000)", "LOW")
                        .row("[9000..20000)", "MEDIUM")
                        .row(">= 20000", "HIGH")
                        .row("missing", "LOW")
                        .source()))
                .containsExactly("Rules!C12 TABLE_GAP");
        assertThat(findings(tiers("spend12m", "orders12m")
                        .row("< 1000", "", "HIGH")
                        .row("[2000..5000)", ">= 1", "MEDIUM")
                        .row("[5000..9000)", "", "LOW")
                        .row(">= 9000", ">= 5", "MEDIUM")
                        .row("missing", "", "LOW")
                        .source()))
                .contains("Rules!C12 TABLE_GAP", "Rules!D14 TABLE_GAP");
    }

    @Test
    void overlapsAreErrorsWhereOneRowOnlyMayMatch() {
        WorkbookFixture table =
                tiers("spend12m").row(">= 5,000", "HIGH").row("<= 5,000", "LOW").row("missing", "MEDIUM");

        assertThat(findings(table.source())).isEmpty();
        assertThat(messages(table.set("Policy!C5", "UNIQUE").source()))
                .containsExactly(
                        "Rules!C12: the row overlaps Rules!11 by Rules!C11 (>= 5,000) and Rules!C12 (<= 5,000): spend12m = 5,000 CNY"
                                + " would be both HIGH and LOW,"
                                + " and the hit policy UNIQUE allows one row only");
    }

    @Test
    void overlappingRowsThatGiveTheSameSaySo() {
        Finding overlap = Policies.compile(tiers("spend12m", "orders")
                        .row(">= 5,000", "", "HIGH")
                        .row("", ">= 3", "HIGH")
                        .row("< 5,000", "< 3", "MEDIUM")
                        .row("missing", "< 3", "LOW")
                        .row("< 5,000", "missing", "LOW")
                        .row("missing", "missing", "LOW")
                        .set("Policy!C5", "UNIQUE")
                        .source())
                .findings()
                .get(0);

        assertThat(overlap)
                .hasToString("Rules!D12: the row overlaps Rules!11 by Rules!D11 (blank) and Rules!D12 (>= 3):"
                        + " spend12m = 5,000 CNY; orders = 3 orders meets both,"
                        + " which give the same, HIGH; the hit policy UNIQUE allows one row only");
        assertThat(overlap.isError()).isTrue();
        assertThat(overlap.message(Locale.SIMPLIFIED_CHINESE)).contains("两行都给出 HIGH");
        assertThat(overlap.message(Locale.TRADITIONAL_CHINESE)).contains("兩列都給出 HIGH");
        assertThat(overlap.repair(Locale.ENGLISH))
                .contains("keep one of the two rows, with the conditions of both, or narrow one of them");
    }

    @Test
    void overlappingRowsThatDifferInAnActionOnlyNameTheAction() {
        assertThat(messages(tiers("spend12m")
                        .actions("channel", "reason")
                        .row(">= 5,000", "HIGH", "PHONE", "big")
                        .row("<= 5,000", "HIGH", "", "big")
                        .row("missing", "MEDIUM", "", "")
                        .set("Policy!C5", "UNIQUE")
                        .source()))
                .contains(
                        "Rules!C12: the row overlaps Rules!11 by Rules!C11 (>= 5,000) and Rules!C12 (<= 5,000):"
                                + " spend12m = 5,000 CNY would be both"
                                + " HIGH (channel: PHONE) and HIGH (channel: -), and the hit policy UNIQUE allows one row only");
    }

    @Test
    void outcomesThatNoRowGivesStandOutInThePolicySheet() {
        assertThat(findings(tiers("spend12m").row(">= 1", "HIGH").row("", "LOW").source()))
                .containsExactly("Policy!A16 OUTCOME_UNUSED");
    }

    @Test
    void limitsBeyondWhatAFieldCanBeAreErrors() {
        assertThat(messages(tiers("repurchaseProbability", "rfmRecency")
                        .row(">= 70", "", "HIGH")
                        .row("", "6", "MEDIUM")
                        .row("", "", "LOW")
                        .source()))
                .containsExactly(
                        "Rules!C11: 7,000% lies outside the values that repurchaseProbability can take: [0%..100%]",
                        "Rules!D12: 6 points lies outside the values that rfmRecency can take: [1..5]");
    }

    @Test
    void oneStepOutOfOrderIsShown() {
        assertThat(findings(tiers("points")
                        .row(">= 10000", "HIGH")
                        .row("[500..2000)", "MEDIUM")
                        .row("[2000..10000)", "LOW")
                        .row("[50..500)", "LOW")
                        .row("", "LOW")
                        .source()))
                .containsExactly("Rules!C12 THRESHOLDS_EXCHANGED");
    }

    @Test
    void personalFieldsNeedAReason() {
        WorkbookFixture table =
                tiers("age").row(">= 60", "HIGH").row(">= 30", "MEDIUM").row("", "LOW");

        assertThat(findings(table.source())).containsExactly("Rules!C9 PERSONAL_WITHOUT_REASON");
        assertThat(findings(table.set("Policy!A12", "personal data reason")
                        .set("Policy!C12", "services for senior customers")
                        .source()))
                .isEmpty();
    }

    @Test
    void suspiciousTextIsReadAndShown() {
        assertThat(findings(tiers("region", "spend12m", "type")
                        .row("north ", "", "", "HIGH")
                        .row("Nоrth", "", "", "HIGH")
                        .row("", "5000", "", "MEDIUM")
                        .row("", "", "SMB", "LOW")
                        .row("", "", "", "MEDIUM")
                        .set("Rules!D13", "5000")
                        .source()))
                .containsExactly("Rules!C11 SPACE_STRAY", "Rules!C12 LOOK_ALIKE", "Rules!D13 NUMBER_AS_TEXT");
        assertThat(findings(tiers("region", "type")
                        .row("华东 East", "", "HIGH")
                        .row("", "SMВ", "MEDIUM")
                        .row("", "", "LOW")
                        .source()))
                .containsExactly("Rules!D12 CHOICE_UNKNOWN", "Rules!D12 LOOK_ALIKE");
    }

    @Test
    void anAnalysisEndsWithinItsBudgetAndSaysSo() {
        WorkbookFixture table = tiers("spend12m", "orders12m");
        for (int i = 0; i < 40; i++) {
            table.row("[" + i + ".." + (i + 1) + ")", String.valueOf(i), i % 2 == 0 ? "HIGH" : "LOW");
        }
        WorkbookReading reading = new WorkbookReader(WorkbookFixture.VOCABULARY).read(table.source());
        var workbook = ((WorkbookReading.Succeeded) reading).workbook();

        assertThat(TableAnalysis.of(workbook, 50)).extracting(Finding::code).contains(FindingCode.ANALYSIS_CUT_SHORT);
        assertThat(TableAnalysis.of(workbook)).extracting(Finding::code).doesNotContain(FindingCode.ANALYSIS_CUT_SHORT);
    }
}
