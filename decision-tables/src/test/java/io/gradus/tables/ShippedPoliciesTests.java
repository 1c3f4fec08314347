package io.gradus.tables;

import static io.gradus.rules.fixtures.Policies.compile;
import static io.gradus.rules.fixtures.Policies.profile;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Compilation;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Release;
import io.gradus.rules.ScenarioResult;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.WorkbookReader;
import io.gradus.rules.workbook.WorkbookReading;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedPoliciesTests {

    static final Release RELEASE = Release.of(
            VOCABULARY,
            ShippedPolicies.all().stream().map(ShippedPoliciesTests::clean).toList());

    private static CompiledPolicy clean(PolicySource source) {
        Compilation compilation = compile(source);
        assertThat(compilation.findings()).as(source.fileName()).isEmpty();
        return ((Compilation.Succeeded) compilation).policy();
    }

    static Stream<PolicySource> workbooks() {
        return ShippedPolicies.all().stream().filter(source -> !source.isDrl());
    }

    private static String star(Map<String, Object> given) {
        return String.valueOf(RELEASE.decide(profile(given), List.of("bank-star"))
                .decision("bank-star")
                .outcome());
    }

    @Test
    void everyFileInTheFoldersShips() throws IOException {
        try (Stream<Path> workbooks = Files.list(Path.of("."));
                Stream<Path> rules = Files.list(Path.of("../rules"))) {
            assertThat(Stream.concat(workbooks, rules)
                            .map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".xlsx") || name.endsWith(".drl")))
                    .containsExactlyInAnyOrderElementsOf(ShippedPolicies.all().stream()
                            .map(PolicySource::fileName)
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void everyScenarioPassesAndEveryRowHasOne(PolicySource source) {
        List<ScenarioResult> results = RELEASE.test(source.baseName());

        assertThat(results).allMatch(ScenarioResult::passed);
        List<String> rows =
                read(source).workbook().table().rows().stream().map(Row::place).toList();
        assertThat(results.stream().map(result -> result.decision().rowPlace())).containsAll(rows);
    }

    static WorkbookReading.Succeeded read(PolicySource source) {
        return (WorkbookReading.Succeeded) new WorkbookReader(VOCABULARY).read(source);
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void theLastRowCatchesEverything(PolicySource source) {
        List<Row> rows = read(source).workbook().table().rows();

        assertThat(rows.get(rows.size() - 1).cells()).allMatch(cell -> cell.condition() == Condition.ANY);
    }

    @ParameterizedTest
    @CsvSource({
        "80000, SEVEN",
        "79999.99, SIX",
        "10000, SIX",
        "9999.99, FIVE",
        "2000, FIVE",
        "1999.99, FOUR",
        "500, FOUR",
        "499.99, THREE",
        "50, THREE",
        "49.99, QUASI",
        "0.01, QUASI",
        "0, UNRATED"
    })
    void starsFollowTheGivenFigures(BigDecimal points, String expected) {
        assertThat(star(Map.of("starPoints", points))).isEqualTo(expected);
    }

    @Test
    void withoutBalancesThereAreNoStarsAndTheReasonSaysSo() {
        var decision = RELEASE.decide(profile(Map.of()), List.of("bank-star")).decision("bank-star");

        assertThat(decision.outcome()).isEqualTo("UNRATED");
        assertThat(decision.because()).startsWith("No balances");
    }

    @Test
    void starPointsFollowTheGivenFigures() {
        BigDecimal balance = new BigDecimal("10000");
        Map<String, Object> all = new HashMap<>();
        for (String kind : List.of(
                "shortTermAssets", "longTermAssets", "mortgageBalance", "otherLoanBalance", "cardRevolvingBalance")) {
            all.put(kind, balance);
        }

        assertThat(points(Map.of("shortTermAssets", balance))).isEqualByComparingTo("135");
        assertThat(points(all)).isEqualByComparingTo("735");
        assertThat(points(Map.of("mortgageBalance", new BigDecimal("0.01")))).isEqualByComparingTo("0.0001");
    }

    private static BigDecimal points(Map<String, Object> given) {
        Object points = RELEASE.decide(profile(given), List.of("star-points"))
                .decision("star-points")
                .computed()
                .get("starPoints");
        return (BigDecimal) Objects.requireNonNull(points);
    }

    @Test
    void anUnknownIdIsNotFound() {
        assertThat(ShippedPolicies.find("no-such-policy")).isEmpty();
        assertThat(ShippedPolicies.find("star-points")).isPresent();
        assertThat(ShippedPolicies.ids()).hasSize(32);
    }
}
