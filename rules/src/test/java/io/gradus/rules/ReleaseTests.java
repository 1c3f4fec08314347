package io.gradus.rules;

import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.drl;
import static io.gradus.rules.fixtures.Policies.profile;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.rules.drools.PolicyCompiler;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReleaseTests {

    private static final String POINTS = """
        package policies.points;
        import io.gradus.rules.Customer;
        rule "two for each unit spent" when $c : Customer($s : spend > 0) then $c.score("starPoints", $s, 2, 1); end
        """;

    private static final CompiledPolicy SCORE = compiled(drl("points", POINTS));
    private static final CompiledPolicy TIERS = compiled(WorkbookFixture.over("starPoints")
            .row(">= 100", "HIGH")
            .row("", "LOW")
            .scenario("spends 50", Map.of("spend", new BigDecimal("50")), "HIGH")
            .scenario("spends 49.99", Map.of("spend", new BigDecimal("49.99")), "LOW")
            .scenario("wrong on purpose", Map.of("starPoints", new BigDecimal("100")), "MEDIUM")
            .source());

    @Test
    void policiesStandAfterThoseTheyUse() {
        Release release = Release.of(VOCABULARY, List.of(TIERS, SCORE));

        assertThat(release.policies()).containsExactly(SCORE, TIERS);
        assertThat(release.tiering()).containsExactly(TIERS);
        assertThat(release.fieldsOf(List.of("tiers"))).extracting(Field::name).containsExactly("spend", "starPoints");
    }

    @Test
    void aSheetOfTestsWithoutAScenarioIsAFinding() {
        WorkbookFixture table =
                WorkbookFixture.over("spend").row(">= 100", "HIGH").row("", "LOW");
        CompiledPolicy without = compiled(table.source());
        CompiledPolicy withoutSheet = compiled(table.withoutSheet("Tests").source());

        assertThat(Release.of(VOCABULARY, List.of(without)).testFindings("tiers"))
                .singleElement()
                .hasToString(
                        "Tests: the sheet Tests has no scenario, so nothing shows that the table does what it should");
        assertThat(Release.of(VOCABULARY, List.of(withoutSheet)).testFindings("tiers"))
                .isEmpty();
        assertThat(Release.of(VOCABULARY, List.of(SCORE)).testFindings("points"))
                .isEmpty();
    }

    @Test
    void whatOnePolicyComputesTheNextOneReads() {
        Release release = Release.of(VOCABULARY, List.of(TIERS, SCORE));
        Profile fifty = profile(Map.of("spend", new BigDecimal("50")));
        Profile nothing = profile(Map.of());

        Evaluation plain = release.decide(fifty, List.of("tiers"));
        List<Evaluation> batch = release.decideAll(List.of(fifty, nothing), List.of("tiers"));

        assertThat(plain.decisions()).containsOnlyKeys("tiers");
        assertThat(plain.decision("tiers").outcome()).isEqualTo("HIGH");
        assertThat(plain.decision("tiers").facts()).containsOnlyKeys("starPoints");
        assertThat(batch.get(0)).usingRecursiveComparison().isEqualTo(plain);
        assertThat(batch.get(1).decision("tiers").outcome()).isEqualTo("LOW");
    }

    @Test
    void scenariosRunThroughThePoliciesTheyNeed() {
        List<ScenarioResult> results =
                Release.of(VOCABULARY, List.of(TIERS, SCORE)).test("tiers");

        assertThat(results).extracting(ScenarioResult::passed).containsExactly(true, true, false);
        assertThat(results.get(2).finding())
                .hasToString(
                        "Tests!D7: scenario wrong on purpose: expected MEDIUM, but the outcome is HIGH by Rules!11");
    }

    @Test
    void aScenarioThatNobodyDecidesSaysSo() {
        Place place = new Place.Cell("Tests", 7, 3);
        Scenario scenario = new Scenario(place, "forgotten", LocalDate.of(2026, 6, 1), Map.of(), "LOW");

        assertThat(scenario.failure(null, null))
                .hasToString("Tests!D7: scenario forgotten: expected LOW, but no row decides");
        assertThat(scenario.failure("HIGH", "Rules!11"))
                .hasToString("Tests!D7: scenario forgotten: expected LOW, but the outcome is HIGH by Rules!11");
    }

    @Test
    void circlesAndDoublesAreNamed() {
        String back = POINTS.replace("$s : spend > 0", "starPoints > 0, $s : spend > 0");
        CompiledPolicy circle = compiled(drl("round", back));

        assertThatThrownBy(() -> Release.of(VOCABULARY, List.of(circle)))
                .isInstanceOf(UnorderedPoliciesException.class)
                .hasMessageContaining("circle: round");
        assertThatThrownBy(() -> Release.of(VOCABULARY, List.of(SCORE, compiled(drl("again", POINTS)))))
                .hasMessage(": the field starPoints is computed by both points and again");
        assertThatThrownBy(() -> Release.of(VOCABULARY, List.of(TIERS, TIERS))).hasMessageContaining("same id: tiers");
        assertThatThrownBy(() -> Release.of(VOCABULARY, List.of(TIERS)).test("gold"))
                .isInstanceOf(UnknownPolicyException.class);
    }

    @Test
    void aDecisionCarriesAllThatIsNeededToExplainIt() {
        PolicySource source = WorkbookFixture.over("orders", "spend")
                .actions("channel")
                .row("", ">= 100", "HIGH", "telephone")
                .row(">= 1", "", "MEDIUM", "mail")
                .row("", "", "LOW", "")
                .source();
        CompiledPolicy policy = compiled(source);

        Decision decision = policy.decide(profile(Map.of("spend", new BigDecimal("120.50"), "orders", 3)));

        assertThat(decision.outcome()).isEqualTo("HIGH");
        assertThat(decision.actions()).containsExactly(Map.entry("channel", "telephone"));
        assertThat(decision.rowPlace()).isEqualTo("Rules!11");
        assertThat(Objects.requireNonNull(decision.row()).conditions())
                .containsExactly(new RowMatch.CellText("spend", "Rules!D11", ">= 100"));
        assertThat(decision.otherRows()).extracting(RowMatch::place).containsExactly("Rules!12", "Rules!13");
        assertThat(decision.facts())
                .containsExactly(Map.entry("orders", 3), Map.entry("spend", new BigDecimal("120.50")));
        assertThat(decision.policyHash()).isEqualTo(source.hash()).hasSize(64);
        assertThat(decision.asOf()).isEqualTo(WorkbookFixture.DAY);
        assertThat(decision.because()).isEqualTo("row 11: spend = 120.50 (>= 100)");
        assertThat(policy.decideAll(List.of(profile(Map.of("spend", new BigDecimal("120.50"), "orders", 3)))))
                .containsExactly(decision);
    }

    @Test
    void aVocabularyOfOnesOwnNeedsNoCompiler() {
        String yaml = "- {name: score, group: g, type: whole, path: a.score, label: {en: S, zh-CN: 分, zh-TW: 分}}\n";
        Vocabulary own = VocabularyReader.read("own.yaml", yaml.getBytes(StandardCharsets.UTF_8));
        PolicySource source = WorkbookFixture.over("orders")
                .row(">= 3", "HIGH")
                .row("", "LOW")
                .set("Rules!C9", "score")
                .set("Tests!A3", "scenario")
                .source();
        Compilation compilation = new PolicyCompiler(own).compile(source);

        CompiledPolicy policy = ((Compilation.Succeeded) compilation).policy();

        Profile three =
                Profile.of(own, "1", WorkbookFixture.DAY).set("score", 3).build();
        assertThat(policy.decide(three).outcome()).isEqualTo("HIGH");
        assertThat(new PolicyCompiler(VOCABULARY).compile(source)).isInstanceOf(Compilation.Rejected.class);
    }
}
