package io.gradus.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Formula;
import io.gradus.rules.Outcome;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Profile;
import io.gradus.rules.ScenarioResult;
import io.gradus.rules.ServiceAttribute;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the shipped workbooks promise: tested at every limit, nothing superfluous, explained in both languages. */
class ScenarioCoverageTests {

    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{2}|\\d");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    /** They give what the last row gives, for another reason: zero points, not no balances; long ago, not never. */
    private static final Set<String> KEPT_FOR_THEIR_REASON = Set.of("bank-star row 17", "rfm-segment row 21");

    static Stream<PolicySource> workbooks() {
        return ShippedPoliciesTests.workbooks();
    }

    private static PolicyWorkbook workbook(PolicySource source) {
        return ShippedPoliciesTests.read(source).workbook();
    }

    private static List<ScenarioResult> results(PolicySource source) {
        return ShippedPoliciesTests.RELEASE.test(source.baseName());
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void everyLimitIsTestedFromBothSides(PolicySource source) {
        DecisionTable table = workbook(source).table();
        List<ScenarioResult> results = results(source);
        List<String> untested = new ArrayList<>();

        for (DecisionTable.ConditionColumn column : table.conditions()) {
            Set<BigDecimal> seen = seen(results, column.field());
            int index = table.conditions().indexOf(column);
            for (Row row : table.rows()) {
                DecisionTable.Cell cell = row.cells().get(index);
                Boundaries.limits(column.field(), cell.condition()).stream()
                        .filter(limit -> !seen.contains(limit.value())
                                || limit.neighbours().stream().noneMatch(seen::contains))
                        .forEach(limit -> untested.add(cell.place() + " " + limit));
            }
        }

        assertThat(untested).isEmpty();
    }

    private static Set<BigDecimal> seen(List<ScenarioResult> results, Field field) {
        // Sorted sets compare decimals by value, whatever their scale.
        Set<BigDecimal> seen = new TreeSet<>();
        if (field.type().isDecimal() || field.type() == FieldType.WHOLE) {
            results.stream()
                    .map(result -> result.decision().facts().get(field.name()))
                    .filter(value -> value != null)
                    .forEach(value -> seen.add(new BigDecimal(value.toString())));
        }
        return seen;
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void everyInputIsMissingOnce(PolicySource source) {
        CompiledPolicy policy =
                ShippedPoliciesTests.RELEASE.find(source.baseName()).orElseThrow();
        List<ScenarioResult> results = results(source);

        assertThat(policy.reads())
                .allMatch(field -> results.stream().anyMatch(result -> isMissing(field, result)))
                .isNotEmpty();
        assertThat(results).anyMatch(result -> result.scenario().given().isEmpty());
    }

    /** The outcome of another policy is never missing: that policy computes it where it is not given. */
    private static boolean isMissing(Field field, ScenarioResult result) {
        boolean given = result.scenario().given().containsKey(field.name());
        return field.formula() instanceof Formula.OutcomeOf
                ? !given
                : !result.decision().facts().containsKey(field.name());
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void noRowIsDeadOrSuperfluousAndEveryOutcomeHasOne(PolicySource source) {
        PolicyWorkbook workbook = workbook(source);
        DecisionTable table = workbook.table();
        List<Profile> profiles = Boundaries.profiles(table);

        List<Row> superfluous = table.rows().stream()
                .filter(row -> profiles.stream().noneMatch(profile -> matters(table, row, profile)))
                .filter(row -> !KEPT_FOR_THEIR_REASON.contains(source.baseName() + " row " + row.number()))
                .toList();

        assertThat(superfluous).isEmpty();
        assertThat(table.rows().stream().map(Row::outcome))
                .containsAll(
                        workbook.policy().outcomes().stream().map(Outcome::code).toList());
    }

    /** Whether the customer would get something else without that row. */
    private static boolean matters(DecisionTable table, Row row, Profile profile) {
        if (!Boundaries.firstRow(table, table.rows(), profile)
                .filter(row::equals)
                .isPresent()) {
            return false;
        }
        List<Row> others =
                table.rows().stream().filter(other -> !other.equals(row)).toList();
        return Boundaries.firstRow(table, others, profile)
                .filter(other ->
                        other.outcome().equals(row.outcome()) && other.actions().equals(row.actions()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void peopleReadItInEnglishAndChinese(PolicySource source) {
        PolicyWorkbook workbook = workbook(source);
        Stream<String> texts = Stream.of(
                        workbook.table().rows().stream().map(Row::note),
                        workbook.scenarios().stream().map(scenario -> scenario.name()),
                        workbook.table().actions().stream().map(action -> action.label()),
                        workbook.table().rows().stream().flatMap(ScenarioCoverageTests::freeTexts))
                .flatMap(several -> several);

        assertThat(texts)
                .allMatch(text ->
                        ENGLISH.matcher(text).find() && CHINESE.matcher(text).find());
    }

    private static Stream<String> freeTexts(Row row) {
        return row.actions().entrySet().stream()
                .filter(action -> ServiceAttribute.ofAction(action.getKey())
                        .filter(attribute -> attribute.kind() != ServiceAttribute.Kind.TEXT)
                        .isEmpty())
                .map(action -> action.getValue());
    }
}
