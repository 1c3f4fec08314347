package io.gradus.rules.analysis;

import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.workbook.PolicyWorkbook;
import io.gradus.rules.workbook.WorkbookReader;
import io.gradus.rules.workbook.WorkbookReading;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyDiffTests {

    static PolicyWorkbook read(WorkbookFixture fixture) {
        WorkbookReading reading = new WorkbookReader(VOCABULARY).read(fixture.source());
        return ((WorkbookReading.Succeeded) reading).workbook();
    }

    private static WorkbookFixture tiers() {
        return WorkbookFixture.over("spend12m", "orders12m")
                .row(">= 50,000", "", "HIGH")
                .row(">= 10,000", ">= 6", "MEDIUM")
                .row("", "", "LOW");
    }

    private static List<String> words(PolicyWorkbook older, PolicyWorkbook newer, Locale locale) {
        return PolicyDiff.of(older, newer).changes().stream()
                .map(change -> change.message(locale))
                .toList();
    }

    @Test
    void aChangedCellIsSaidInTypedValuesInThreeLanguages() {
        PolicyWorkbook newer = read(tiers().set("Rules!C11", ">= 6万"));

        assertThat(words(read(tiers()), newer, Locale.ENGLISH))
                .containsExactly("HIGH: spend12m from ≥ 50,000 to ≥ 60,000 CNY");
        assertThat(words(read(tiers()), newer, Locale.SIMPLIFIED_CHINESE))
                .containsExactly("HIGH：近12个月消费金额 由 ≥ 50,000 改为 ≥ 60,000 元");
        assertThat(words(read(tiers()), newer, Locale.TRADITIONAL_CHINESE))
                .singleElement()
                .asString()
                .contains("改為");
        Change change = PolicyDiff.of(read(tiers()), newer).changes().get(0);
        assertThat(change.before()).isEqualTo(">= 50000");
        assertThat(change.after()).isEqualTo(">= 60000");
        assertThat(String.valueOf(change.newPlace())).isEqualTo("Rules!C11");
    }

    @Test
    void whatItMeansIsShownByCustomers() {
        PolicyDiff diff = PolicyDiff.of(read(tiers()), read(tiers().set("Rules!C11", ">= 60000")));

        assertThat(diff.decidesTheSame()).isFalse();
        assertThat(diff.differences())
                .extracting(Difference::before, Difference::after, Difference::oldRow, Difference::newRow)
                .containsExactly(
                        tuple("HIGH", "MEDIUM", "Rules!11", "Rules!12"), tuple("HIGH", "LOW", "Rules!11", "Rules!13"));
        assertThat(diff.differences().get(0).sample().values())
                .containsEntry("spend12m", new BigDecimal("50000.00"))
                .containsEntry("orders12m", 6);
        assertThat(diff.differences().get(1).customers().in(Locale.ENGLISH))
                .isEqualTo("spend12m ≥ 50,000 and < 60,000 CNY; orders12m missing or < 6 orders");
    }

    @Test
    void formatsAndWordingsAreNoDifference() {
        PolicyWorkbook reworded = read(tiers().set("Rules!C11", "５０，０００（含）以上")
                .set("Rules!C12", "不少于1万元")
                .set("Rules!D12", "6 orders or more")
                .format("Rules!E11", "0.00"));

        PolicyDiff diff = PolicyDiff.of(read(tiers()), reworded);

        assertThat(diff.changes()).isEmpty();
        assertThat(diff.decidesTheSame()).isTrue();
    }

    @Test
    void aRowKeepsItsIdentityWhenOthersAreInsertedOrItIsMoved() {
        PolicyWorkbook older = read(tiers());
        PolicyWorkbook inserted = read(WorkbookFixture.over("spend12m", "orders12m")
                .row("", ">= 100", "HIGH")
                .row(">= 50,000", "", "HIGH")
                .row(">= 10,000", ">= 6", "MEDIUM")
                .row("", "", "LOW")
                .set("Rules!B11", "very often")
                .set("Rules!B12", "row 11")
                .set("Rules!B13", "row 12")
                .set("Rules!B14", "row 13"));
        PolicyWorkbook sorted = read(WorkbookFixture.over("orders12m", "spend12m")
                .row(">= 6", ">= 10,000", "MEDIUM")
                .row("", ">= 50,000", "HIGH")
                .row("", "", "LOW")
                .set("Rules!B11", "row 12")
                .set("Rules!B12", "row 11"));

        assertThat(words(older, inserted, Locale.ENGLISH))
                .containsExactly("HIGH: new row Rules!11: orders12m ≥ 100 orders");
        assertThat(words(inserted, older, Locale.ENGLISH))
                .containsExactly("HIGH: row Rules!11 removed: orders12m ≥ 100 orders");
        assertThat(PolicyDiff.of(older, sorted).changes())
                .singleElement()
                .extracting(Change::kind)
                .isEqualTo(Change.Kind.ROW_MOVED);
        assertThat(PolicyDiff.of(older, sorted).differences()).hasSize(1);
    }

    @Test
    void entriesOutcomesNotesAndScenariosAreCompared() {
        PolicyWorkbook older = read(tiers().scenario("nothing", Map.of(), "LOW"));
        PolicyWorkbook newer = read(tiers().scenario("nobody", Map.of(), "LOW")
                .set("Policy!C5", "UNIQUE")
                .set("Rules!E12", "HIGH")
                .set("Rules!B13", "the rest"));

        assertThat(words(older, newer, Locale.ENGLISH))
                .containsExactly(
                        "hit policy: from FIRST to UNIQUE",
                        "Rules!12: outcome from MEDIUM to HIGH",
                        "LOW: note from row 13 to the rest",
                        "scenario removed: nothing",
                        "scenario added: nobody");
    }
}
