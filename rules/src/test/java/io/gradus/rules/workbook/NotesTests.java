package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.fixtures.WorkbookFixture;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people note below and beside tables and scenarios is no part of them; what looks like a rule is never taken for a note. */
class NotesTests {

    /** Rules in rows 11 to 13, conditions in C and D, the outcome in E; scenarios in rows 5 and 6 of Tests, columns A to D. */
    private static WorkbookFixture tiers() {
        return WorkbookFixture.over("orders", "spend12m")
                .row("0", "", "LOW")
                .row("", ">= 5,000", "HIGH")
                .row("", "", "MEDIUM")
                .scenario("buys much", Map.of("orders", 3, "spend12m", new BigDecimal("9000")), "HIGH")
                .scenario("buys nothing", Map.of("orders", 0, "spend12m", new BigDecimal("1")), "LOW");
    }

    private static WorkbookReading reading(WorkbookFixture fixture) {
        return new WorkbookReader(VOCABULARY).read(fixture.source());
    }

    private static List<String> findings(WorkbookFixture fixture) {
        return reading(fixture).findings().stream()
                .map(finding -> finding.place() + " " + finding.code())
                .toList();
    }

    private static void assertReadsTheSame(WorkbookFixture noted) {
        assertThat(reading(noted))
                .as("%s", reading(noted).findings())
                .usingRecursiveComparison()
                .isEqualTo(reading(tiers()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Rules!C15 | Valid from next year",
                "Rules!C15 | 说明：以财务口径为准",
                "Rules!D16 | see the handbook",
                "Rules!B15 | Approved by Ann",
                "Rules!C20 | Note 1: see below",
                "Rules!G11 | ask Ann about this one",
                "Rules!G13 | 5000",
                "Rules!F11 | why?",
                "Rules!G7 | Notes of the team",
                "Rules!G7 | 备注",
                "Rules!H7 | notes",
                "Rules!F7 | What we talked about",
                "Rules!G8 | text",
                "Rules!G10 | remarks",
                "Tests!A8 | These were agreed with finance",
                "Tests!B8 | more to come",
                "Tests!A12 | 备注：仅供参考",
                "Tests!F5 | why this one",
                "Tests!F6 | 17",
                "Tests!F3 | Notes of the team",
                "Tests!E3 | 备注",
                "Tests!F3 | notes",
                "Tests!F4 | remarks",
                "Tests!G2 | anything",
                "Policy!A20 | agreed in June",
                "Policy!F15 | lowest",
                "Policy!G3 | id is fixed",
                "Policy!B25 | 备注",
            })
    void notesBesideAndBelowAreNotes(String place, String note) {
        assertReadsTheSame(tiers().set(place, note));
    }

    static Stream<Arguments> merged() {
        return Stream.of(
                Arguments.of("Rules", "C14:E14"),
                Arguments.of("Rules", "C15:E15"),
                Arguments.of("Rules", "C15:E17"),
                Arguments.of("Rules", "D14:E15"),
                Arguments.of("Rules", "B14:E14"),
                Arguments.of("Rules", "B15:H15"),
                Arguments.of("Rules", "C15:D16"),
                Arguments.of("Rules", "G7:I12"),
                Arguments.of("Tests", "A7:D7"),
                Arguments.of("Tests", "A8:D9"),
                Arguments.of("Tests", "B8:D8"),
                Arguments.of("Tests", "F3:H6"),
                Arguments.of("Policy", "A18:D18"),
                Arguments.of("Policy", "A20:C22"));
    }

    @ParameterizedTest
    @MethodSource("merged")
    void mergedNotesToo(String sheet, String region) {
        String first = sheet + "!" + region.substring(0, region.indexOf(':'));

        assertReadsTheSame(tiers().set(first, "Agreed with finance; valid until further notice")
                .merge(sheet, region));
    }

    @ParameterizedTest
    @ValueSource(strings = {">= 5", "5", "[1..3)", "= 7", "-1", "3（含）以上", "<2"})
    void aRowThatAsksIsARuleThoughItGivesNothing(String condition) {
        assertThat(findings(tiers().set("Rules!C15", condition))).contains("Rules!E15 OUTCOME_MISSING");
        assertThat(findings(tiers().set("Rules!C15", 5))).contains("Rules!E15 OUTCOME_MISSING");
    }

    @Test
    void aRuleBelowABlankRowIsOne() {
        WorkbookReading read = reading(tiers().set("Rules!C15", 9).set("Rules!E15", "HIGH"));

        assertThat(((WorkbookReading.Succeeded) read).workbook().table().rows()).hasSize(4);
        assertThat(findings(tiers().set("Rules!C15", "many").set("Rules!E15", "HIGH")))
                .containsExactly("Rules!C15 NOT_A_NUMBER");
        assertThat(findings(tiers().set("Rules!E15", "nonsense"))).containsExactly("Rules!E15 OUTCOME_UNKNOWN");
        assertThat(findings(tiers().set("Rules!C14", "many"))).contains("Rules!C14 NOT_A_NUMBER");
    }

    @ParameterizedTest
    @CsvSource({
        "Rules!F7, CONDTION",
        "Rules!G7, CONDITON",
        "Rules!F7, Remark",
        "Rules!D7, What is this",
        "Tests!E3, spend12",
        "Tests!E3, orderz"
    })
    void aMisspeltHeadingIsNoNote(String place, String heading) {
        assertThat(findings(tiers().set(place, heading))).anyMatch(finding -> finding.startsWith(place));
    }

    @Test
    void aScenarioBelowABlankRowIsOne() {
        assertThat(findings(tiers().set("Tests!A8", "nobody").set("Tests!B8", 3)))
                .containsExactly("Tests!D8 OUTCOME_UNKNOWN");
        assertThat(findings(tiers().set("Tests!A7", "without a result"))).containsExactly("Tests!D7 OUTCOME_UNKNOWN");
    }
}
