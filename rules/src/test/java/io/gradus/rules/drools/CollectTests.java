package io.gradus.rules.drools;

import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.findings;
import static io.gradus.rules.fixtures.Policies.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Profile;
import io.gradus.rules.Release;
import io.gradus.rules.RowMatch;
import io.gradus.rules.analysis.Change;
import io.gradus.rules.analysis.PolicyDiff;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.workbook.PlainTableWriter;
import io.gradus.rules.workbook.PolicyWorkbook;
import io.gradus.rules.workbook.WorkbookReader;
import io.gradus.rules.workbook.WorkbookReading;
import io.gradus.rules.workbook.WorkbookWriter;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables whose rows add up. */
class CollectTests {

    private static WorkbookFixture scores() {
        return WorkbookFixture.over("orders", "spend12m")
                .adding("loyaltyScore", "starPoints")
                .row(">= 1", "", "0.1", "5")
                .row(">= 10", "", "0.2", "")
                .row("", ">= 5,000", "-0.3", "")
                .row("0", "", "", "1000");
    }

    private static PolicyWorkbook read(PolicySource source) {
        return ((WorkbookReading.Succeeded) new WorkbookReader(WorkbookFixture.VOCABULARY).read(source)).workbook();
    }

    private static Decision decide(Map<String, Object> values) {
        return compiled(scores().source()).decide(profile(values));
    }

    @Test
    void everyRowThatMatchesAddsExactly() {
        Decision decision = decide(Map.of("orders", 12));

        assertThat(decision.computed())
                .isEqualTo(Map.of("loyaltyScore", new BigDecimal("0.3"), "starPoints", new BigDecimal("5")));
        assertThat(decision.outcome()).isNull();
        assertThat(decision.rowPlace()).isEqualTo("Rules!11");
        assertThat(decision.otherRows()).extracting(RowMatch::place).containsExactly("Rules!12");
    }

    @Test
    void numbersMayTakeAway() {
        assertThat(decide(Map.of("orders", 12, "spend12m", new BigDecimal("5000")))
                        .computed())
                .containsEntry("loyaltyScore", new BigDecimal("0.0"));
    }

    @Test
    void changedPointsAreAChange() {
        PolicyDiff diff = PolicyDiff.of(
                read(scores().source()), read(scores().set("Rules!E12", 0.25).source()));

        assertThat(diff.changes())
                .extracting(Change::kind, Change::what, Change::before, Change::after)
                .containsExactly(tuple(Change.Kind.ACTION, "loyaltyScore", "0.2", "0.25"));
        assertThat(diff.decidesTheSame()).isFalse();
    }

    @Test
    void whomNoRowMatchesHasNoScore() {
        Decision decision = decide(Map.of());

        assertThat(decision.computed()).isEmpty();
        assertThat(decision.row()).isNull();
        assertThat(decide(Map.of("orders", 0)).computed()).isEqualTo(Map.of("starPoints", new BigDecimal("1000")));
    }

    @Test
    void bothModesAddTheSame() {
        CompiledPolicy policy = compiled(scores().source());
        PolicyWorkbook workbook = read(scores().source());
        Random random = new Random(7);
        List<Profile> profiles = IntStream.range(0, 2500)
                .mapToObj(i -> {
                    Map<String, Object> values = new HashMap<>();
                    if (random.nextInt(4) > 0) {
                        values.put("orders", random.nextInt(14));
                    }
                    if (random.nextInt(4) > 0) {
                        values.put("spend12m", BigDecimal.valueOf(random.nextInt(1_000_000), 2));
                    }
                    return profile(values);
                })
                .toList();

        List<Decision> batch = policy.decideAll(profiles);

        assertThat(batch).isEqualTo(profiles.stream().map(policy::decide).toList());
        for (int i = 0; i < profiles.size(); i++) {
            Map<String, Object> sums = new HashMap<>();
            Profile profile = profiles.get(i);
            workbook.table().rows().stream()
                    .filter(row -> IntStream.range(0, 2)
                            .allMatch(column -> row.cells()
                                    .get(column)
                                    .condition()
                                    .matches(profile.value(workbook.table()
                                            .conditions()
                                            .get(column)
                                            .field()))))
                    .forEach(row -> row.scores()
                            .forEach((field, points) -> sums.merge(
                                    field, points, (sum, more) -> ((BigDecimal) sum).add((BigDecimal) more))));
            assertThat(batch.get(i).computed()).isEqualTo(sums);
        }
    }

    @Test
    void anotherPolicyUsesTheSum() {
        CompiledPolicy user = compiled(WorkbookFixture.over("loyaltyScore")
                .row(">= 0.3", "HIGH")
                .row("", "LOW")
                .source());
        CompiledPolicy scores = compiled(scores().set("Policy!C4", "my-scores").source());

        Release release = Release.of(WorkbookFixture.VOCABULARY, List.of(user, scores));

        assertThat(release.policies()).containsExactly(scores, user);
        assertThat(release.tiering()).containsExactly(user);
        assertThat(release.decide(profile(Map.of("orders", 12)), List.of("tiers"))
                        .decisions()
                        .values())
                .extracting(Decision::outcome)
                .containsExactly("HIGH");
    }

    @Test
    void scenariosExpectTheSumByValue() {
        CompiledPolicy policy = compiled(scores().scenario("often", Map.of("orders", 12), "0.30")
                .scenario("unknown", Map.of(), null)
                .scenario("wrong", Map.of("orders", 12), "4")
                .scenario("none", Map.of(), "4")
                .source());

        List<Finding> findings =
                Release.of(WorkbookFixture.VOCABULARY, List.of(policy)).testFindings("tiers");

        assertThat(findings)
                .extracting(Finding::toString)
                .containsExactly(
                        "Tests!C7: scenario wrong: expected loyaltyScore 4, but the sum is 0.3 by Rules!11, Rules!12",
                        "Tests!C8: scenario none: expected loyaltyScore 4, but the sum is - by -",
                        findings.get(2).toString(),
                        findings.get(3).toString());
        assertThat(findings.subList(2, 4))
                .extracting(finding -> finding.place().toString())
                .containsExactly("Rules!D13", "Rules!C14");
    }

    @Test
    void writtenAgainItReadsTheSame() {
        PolicyWorkbook workbook =
                read(scores().scenario("often", Map.of("orders", 12), "0.3").source());

        PolicyWorkbook again =
                read(new PolicySource("tiers.xlsx", WorkbookWriter.write(workbook, WorkbookFixture.VOCABULARY)));

        assertThat(again).usingRecursiveComparison().isEqualTo(workbook);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
        Rules!E11 | many                              | Rules!E11 NOT_A_NUMBER
        Rules!E13 | ''                                | Rules!C13 SCORE_MISSING
        Rules!E9  | $c.outcome("$param");             | Rules!E9 COLLECT_REFUSED
        Rules!E9  | $c.action("channel", "$param");   | Rules!E9 COLLECT_REFUSED
        Rules!E9  | $c.score("loyaltyScore", "5");    | Rules!E9 COLLECT_REFUSED
        Rules!E9  | $c.score("shoes", $param);        | Rules!E9 SCORE_FIELD_REFUSED
        Rules!E9  | $c.score("spend12m", $param);     | Rules!E9 SCORE_FIELD_REFUSED
        Rules!E9  | $c.score("starPoints", $param);   | Rules!F9 COLUMN_TWICE
        Policy!A15 | HIGH                             | Policy!A15 OUTCOME_NOT_COLLECTED
        Policy!C5 | FIRST                             | Rules!E9 SCORE_REFUSED
        Policy!C5 | UNIQUE                            | Rules!E9 SCORE_REFUSED
        """)
    void whatDoesNotAddUpIsRefusedAtItsCell(String cell, String value, String finding) {
        assertThat(findings(scores().set(cell, value).source())).contains(finding);
    }

    @Test
    void conditionsOverSeveralFieldsAreRefused() {
        assertThat(findings(scores().set("Rules!D9", "spend12m >= $1 || orders >= $2")
                        .set("Rules!D13", "5000, 10")
                        .source()))
                .containsExactly("Rules!D13 COLLECT_BEYOND_TABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACTIVATION-GROUP", "XOR-GROUP"})
    void groupsOfWhichOneRowActsAreRefused(String kind) {
        assertThat(findings(scores().set("Rules!G7", kind)
                        .set("Rules!G11", "group a")
                        .set("Rules!G13", "group a")
                        .source()))
                .containsExactly("Rules!G11 COLLECT_REFUSED");
    }

    @Test
    void aGroupForTheWholeSheetIsRefused() {
        assertThat(findings(scores().set("Rules!B3", "ACTIVATION-GROUP")
                        .set("Rules!C3", "group a")
                        .source()))
                .containsExactly("Rules!C11 COLLECT_REFUSED");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"COLLECT_.*", "SCORE_.*", "OUTCOME_NOT_COLLECTED", "SUM_DIFFERS"},
            mode = EnumSource.Mode.MATCH_ANY)
    void everyFindingOfRowsThatAddUpHasItsRepair(FindingCode code) {
        Finding finding = Finding.at(Place.FILE, code, "first", "second", "third", "fourth", "fifth");

        assertThat(Stream.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE)
                        .map(finding::repair))
                .doesNotHaveDuplicates()
                .allSatisfy(repair -> assertThat(repair).isPresent());
    }

    @Test
    void aPlainTableCannotAddUp() {
        PolicyWorkbook workbook = read(scores().source());

        assertThatThrownBy(() -> PlainTableWriter.write(workbook))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tiers");
    }
}
