package io.gradus.rules.analysis;

import static io.gradus.rules.fixtures.Policies.compile;
import static io.gradus.rules.fixtures.Policies.compiled;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Release;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/**
 * Workbooks with one defect of each kind: each is found at its cell, in three languages, and nothing besides. Errors of
 * reading keep a table from being analysed, and errors of a table keep its scenarios from running; so there are several.
 */
class SeededDefectsTests {

    private static final String HAN = "\\p{IsHan}";

    /** What a cell, a heading or the sheet Policy says wrongly. */
    private static WorkbookFixture unreadable() {
        return WorkbookFixture.over(
                        "spend12m",
                        "orders12m",
                        "daysSinceLastOrder",
                        "type",
                        "member",
                        "lastOrderAt",
                        "region",
                        "visits",
                        "points")
                .actions("followUp", "discountRate", "channel")
                .row("10000~50000", "", "", "", "", "", "", "", "", "HIGH", "", "", "")
                .row("30天", "", "", "", "", "", "", "", "", "HIGH", "", "", "")
                .row("", "many", "", "", "", "", "", "", "", "HIGH", "", "", "")
                .row("", "", "30%", "", "", "", "", "", "", "MEDIUM", "", "", "")
                .row("", "", "", "SMALL", "", "", "", "", "", "MEDIUM", "", "", "")
                .row("", "", "", "", "maybe", "", "", "", "", "MEDIUM", "", "", "")
                .row("", "", "", "", "", "2026-02-30", "", "", "", "LOW", "", "", "")
                .row("", "", "", "", "", "", ">= north", "", "", "LOW", "", "", "")
                .row(">= 5", "", "", "", "", "", "", "", "", "HIGH", "", "", "")
                .row(">= 4", "", "", "", "", "", "", "", "", "", "", "", "")
                .row(">= 3", "", "", "", "", "", "", "", "", "LOW", "sometimes", "", "")
                .row(">= 2", "", "", "", "", "", "", "", "", "LOW", "", "5天", "")
                .row("[9..1]", "", "", "", "", "", "", "", "", "LOW", "", "", "")
                .row("0,7", "", "", "", "", "", "", "", "", "LOW", "", "", "")
                .row("超过5（含）", "", "", "", "", "", "", "", "", "LOW", "", "", "")
                .set("Rules!J9", "turnover")
                .set("Rules!K9", "floor(points)")
                .set("Rules!O9", "$c.promote(\"$param\");")
                .set("Rules!L19", "GOLD");
    }

    /** What the table as a whole says wrongly, where one row only may match. */
    private static WorkbookFixture inconsistent() {
        return WorkbookFixture.over("spend12m", "spend12m", "rfmRecency")
                .row(">= 5,000", "", "", "HIGH")
                .row("<= 5,000", "", "", "LOW")
                .row("missing", "", "[1..5]", "MEDIUM")
                .row("missing", "", "missing", "LOW")
                .row(">= 900", "< 100", "", "HIGH")
                .row("missing", "", "6", "HIGH")
                .set("Policy!C5", "UNIQUE");
    }

    /** What the table as a whole says doubtfully, where the first row decides. */
    private static WorkbookFixture doubtful() {
        return WorkbookFixture.over("region", "spend12m", "points", "age")
                .row("north ", "", "", "", "HIGH")
                .row("Nоrth", "", "", "", "HIGH")
                .row("", "", ">= 10000", "", "HIGH")
                .row("", "", "[500..2000)", "", "MEDIUM")
                .row("", "", "[2000..10000)", "", "LOW")
                .row("", "", "[50..500)", "", "LOW")
                .row("", ">= 8,000", ">= 12000", "", "LOW")
                .row("", "", "", ">= 60", "MEDIUM")
                .row("", "5000", "", "", "MEDIUM")
                .row("", ">= 900", "", "", "LOW")
                .row("", ">= 100", "", "", "LOW")
                .set("Rules!D19", "5000")
                .set("Policy!A18", "NEVER")
                .set("Policy!B18", "never")
                .set("Policy!C18", "从不")
                .set("Policy!D18", "從不");
    }

    /** A sound table; one scenario of it is wrong, and one row has none. */
    private static WorkbookFixture untested() {
        return WorkbookFixture.over("spend12m")
                .row(">= 5,000", "HIGH")
                .row(">= 100", "MEDIUM")
                .row("", "LOW")
                .scenario("buys much", Map.of("spend12m", new BigDecimal("5000")), "HIGH")
                .scenario("nearly", Map.of("spend12m", new BigDecimal("99.99")), "MEDIUM");
    }

    private static List<Finding> tested() {
        var policy = compiled(untested().source());
        return Release.of(WorkbookFixture.VOCABULARY, List.of(policy)).testFindings("tiers");
    }

    private static List<String> places(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.code() != FindingCode.NOT_EXAMINED)
                .map(finding -> finding.place() + " " + finding.code())
                .toList();
    }

    @Test
    void whatCannotBeReadIsFoundAtItsCell() {
        assertThat(places(compile(unreadable().source()).findings()))
                .containsExactly(
                        "Rules!J9 FIELD_UNKNOWN",
                        "Rules!K9 SNIPPET_REFUSED",
                        "Rules!O9 ACTION_REFUSED",
                        "Rules!C11 RANGE_ENDS_UNMARKED",
                        "Rules!C12 UNIT_MISPLACED",
                        "Rules!D13 NOT_A_NUMBER",
                        "Rules!E14 PERCENT_MISPLACED",
                        "Rules!F15 CHOICE_UNKNOWN",
                        "Rules!G16 NOT_A_TRUTH",
                        "Rules!H17 NOT_A_DATE",
                        "Rules!I18 FIELD_NOT_ORDERED",
                        "Rules!L19 OUTCOME_UNKNOWN",
                        "Rules!L20 OUTCOME_MISSING",
                        "Rules!M21 ACTION_VALUE_REFUSED",
                        "Rules!N22 UNIT_MISPLACED",
                        "Rules!C23 RANGE_EMPTY",
                        "Rules!C24 COMMA_AMBIGUOUS",
                        "Rules!C25 END_CONTRADICTS");
    }

    @Test
    void whatContradictsItselfIsFoundAtItsCell() {
        assertThat(places(compile(inconsistent().source()).findings()))
                .containsExactly(
                        "Rules!E16 FIELD_OUT_OF_DOMAIN", "Rules!D15 ROW_CONTRADICTS", "Rules!C12 ROWS_OVERLAP");
    }

    @Test
    void whatIsDoubtfulIsFoundAtItsCell() {
        assertThat(places(compile(doubtful().source()).findings()))
                .containsExactly(
                        "Rules!C11 SPACE_STRAY",
                        "Rules!C12 LOOK_ALIKE",
                        "Rules!D19 NUMBER_AS_TEXT",
                        "Rules!F9 PERSONAL_WITHOUT_REASON",
                        "Policy!A18 OUTCOME_UNUSED",
                        "Rules!D21 TABLE_GAP",
                        "Rules!D17 ROW_DEAD",
                        "Rules!D20 ROW_REDUNDANT",
                        "Rules!E14 THRESHOLDS_EXCHANGED");
    }

    @Test
    void aDeadRowNamesTheOneThatShadowsItNotThoseThatMeetIt() {
        assertThat(compile(doubtful().source()).findings())
                .extracting(Finding::toString)
                .contains("Rules!D17: the row can never decide: Rules!13 above take every customer it describes")
                .contains("Rules!D20: the row changes nothing: without it Rules!21 would give its customers the same");
    }

    @Test
    void whatTheScenariosShowIsFoundAtItsCell() {
        assertThat(places(tested())).containsExactly("Tests!C6 SCENARIO_FAILED", "Rules!C12 ROW_UNTESTED");
    }

    @Test
    void eachIsSaidInThreeLanguagesWithItsRepair() throws IOException {
        List<Finding> all = new ArrayList<>(tested());
        List.of(unreadable(), inconsistent(), doubtful())
                .forEach(fixture -> all.addAll(compile(fixture.source()).findings()));
        Properties repairs = new Properties();
        try (InputStream in =
                Objects.requireNonNull(Finding.class.getResourceAsStream("/io/gradus/rules/repairs.properties"))) {
            repairs.load(in);
        }
        for (Finding finding : all) {
            String english = finding.message(Locale.ENGLISH);
            assertThat(english).as("%s", finding.code()).isNotBlank().doesNotContainPattern("\\{\\d");
            assertThat(finding.repair(Locale.ENGLISH).isPresent())
                    .as("repair of %s", finding.code())
                    .isEqualTo(repairs.containsKey(finding.code().name()));
            for (Locale chinese : List.of(Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE)) {
                assertThat(finding.message(chinese))
                        .as("%s", finding.code())
                        .containsPattern(HAN)
                        .doesNotContainPattern("\\{\\d")
                        .isNotEqualTo(english);
                assertThat(finding.repair(chinese).isPresent())
                        .isEqualTo(finding.repair(Locale.ENGLISH).isPresent());
                finding.repair(chinese).ifPresent(repair -> assertThat(repair).containsPattern(HAN));
            }
        }
    }
}
