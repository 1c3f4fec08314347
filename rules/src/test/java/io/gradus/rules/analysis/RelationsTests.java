package io.gradus.rules.analysis;

import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static io.gradus.rules.fixtures.WorkbookFixture.over;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Field;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.ConditionColumn;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields of which one never exceeds the other: the analysis beside a look at every customer whom there can be. */
class RelationsTests {

    private static final List<List<String>> TIED = List.of(
            List.of("orders", "orders12m", "orders90d"),
            List.of("firstOrderAt", "lastOrderAt"),
            List.of("daysSinceLastOrder", "tenureDays", "orders"));

    /** Written down anew, so that a relation lost from the vocabulary is noticed. */
    private static final List<List<String>> AT_MOST = List.of(
            List.of("orders12m", "orders"),
            List.of("orders90d", "orders"),
            List.of("orders90d", "orders12m"),
            List.of("firstOrderAt", "lastOrderAt"),
            List.of("daysSinceLastOrder", "tenureDays"));

    private static List<Map<String, Object>> customers(DecisionTable table) {
        List<Map<String, Object>> customers = List.of(Map.of());
        Set<Field> fields =
                table.conditions().stream().map(ConditionColumn::field).collect(Collectors.toSet());
        for (Field field : fields) {
            List<@Nullable Object> kinds = BruteForceTests.everyKind(field);
            List<Map<String, Object>> more = new ArrayList<>();
            for (Map<String, Object> customer : customers) {
                for (Object kind : kinds) {
                    Map<String, Object> one = new HashMap<>(customer);
                    if (kind != null) {
                        one.put(field.name(), kind);
                    }
                    more.add(one);
                }
            }
            customers = more;
        }
        return customers.stream().filter(RelationsTests::canBe).toList();
    }

    @SuppressWarnings("unchecked")
    private static boolean canBe(Map<String, Object> customer) {
        return AT_MOST.stream().allMatch(pair -> {
            Object lower = customer.get(pair.get(0));
            Object upper = customer.get(pair.get(1));
            return lower == null || upper == null || ((Comparable<Object>) lower).compareTo(upper) <= 0;
        });
    }

    private static List<Integer> matching(DecisionTable table, Map<String, Object> customer) {
        return IntStream.range(0, table.rows().size())
                .filter(row -> IntStream.range(0, table.conditions().size())
                        .allMatch(column -> table.rows()
                                .get(row)
                                .cells()
                                .get(column)
                                .condition()
                                .matches(customer.get(
                                        table.conditions().get(column).field().name()))))
                .boxed()
                .toList();
    }

    private static Set<Integer> rows(int count, java.util.function.IntPredicate which) {
        return IntStream.range(0, count).filter(which).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private static void compare(int seed, HitPolicy hitPolicy) {
        Random random = new Random(seed);
        PolicyWorkbook workbook = BruteForceTests.workbook(random, hitPolicy, TIED.get(random.nextInt(TIED.size())));
        List<Row> rows = workbook.table().rows();
        Set<List<Integer>> matches = new HashSet<>();
        customers(workbook.table()).forEach(customer -> matches.add(matching(workbook.table(), customer)));
        Set<Integer> matched = matches.stream().flatMap(List::stream).collect(Collectors.toSet());

        List<Finding> findings = TableAnalysis.of(workbook);

        Set<Integer> silent = new TreeSet<>(BruteForceTests.rows(findings, FindingCode.ROW_CONTRADICTS));
        silent.addAll(BruteForceTests.rows(findings, FindingCode.ROW_CONTRADICTS_RELATION));
        assertThat(silent).as("silent").isEqualTo(rows(rows.size(), row -> !matched.contains(row)));
        assertThat(findings.stream().anyMatch(finding -> finding.code() == FindingCode.TABLE_GAP))
                .as("gap")
                .isEqualTo(matches.contains(List.<Integer>of()));
        findings.stream()
                .filter(finding -> finding.code() == FindingCode.TABLE_GAP)
                .map(finding -> (SampleCustomer) finding.arguments().get(1))
                .forEach(sample -> assertThat(canBe(sample.values())
                                && matching(workbook.table(), sample.values()).isEmpty())
                        .as("%s", sample.values())
                        .isTrue());
        if (hitPolicy == HitPolicy.FIRST) {
            Set<Integer> deciding = matches.stream()
                    .filter(rowsMatched -> !rowsMatched.isEmpty())
                    .map(rowsMatched -> rowsMatched.get(0))
                    .collect(Collectors.toSet());
            assertThat(BruteForceTests.rows(findings, FindingCode.ROW_DEAD))
                    .as("dead")
                    .isEqualTo(rows(rows.size(), row -> matched.contains(row) && !deciding.contains(row)));
            assertThat(BruteForceTests.rows(findings, FindingCode.ROW_REDUNDANT))
                    .as("redundant")
                    .isEqualTo(rows(
                            rows.size(),
                            row -> deciding.contains(row) && BruteForceTests.isRedundant(row, rows, matches)));
        } else {
            Set<Integer> second = matches.stream()
                    .flatMap(rowsMatched -> rowsMatched.stream().skip(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<Integer> overlapping = new TreeSet<>(BruteForceTests.rows(findings, FindingCode.ROWS_OVERLAP));
            overlapping.addAll(BruteForceTests.rows(findings, FindingCode.ROWS_OVERLAP_ALIKE));
            assertThat(overlapping).as("overlapping").isEqualTo(second);
            findings.stream()
                    .filter(finding -> finding.code() == FindingCode.ROWS_OVERLAP)
                    .map(finding -> (SampleCustomer) finding.arguments().get(1))
                    .forEach(sample -> assertThat(canBe(sample.values())
                                    && matching(workbook.table(), sample.values())
                                                    .size()
                                            > 1)
                            .as("%s", sample.values())
                            .isTrue());
        }
    }

    @Property(tries = 400)
    void whereTheFirstRowDecides(@ForAll @IntRange(min = 0) int seed) {
        compare(seed, HitPolicy.FIRST);
    }

    @Property(tries = 400)
    void whereOneRowOnlyMayMatch(@ForAll @IntRange(min = 0) int seed) {
        compare(seed, HitPolicy.UNIQUE);
    }

    @Tag("thorough")
    @Property(tries = 20_000)
    void whereTheFirstRowDecidesInMany(@ForAll @IntRange(min = 0) int seed) {
        compare(seed, HitPolicy.FIRST);
    }

    @Tag("thorough")
    @Property(tries = 20_000)
    void whereOneRowOnlyMayMatchInMany(@ForAll @IntRange(min = 0) int seed) {
        compare(seed, HitPolicy.UNIQUE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        orders             | <= 3          | orders12m    | >= 6          | Rules!D11
        orders12m          | >= 6          | orders       | <= 3          | Rules!D11
        orders             | 0             | orders12m    | >= 1          | Rules!D11
        orders             | 5             | orders90d    | 6             | Rules!D11
        orders12m          | [2..4]        | orders90d    | [5..9]        | Rules!D11
        orders12m          | < 5           | orders90d    | >= 5          | Rules!D11
        orders12m          | <= 5          | orders90d    | >= 5          |
        firstOrderAt       | >= 2026-02-01 | lastOrderAt  | < 2026-02-01  | Rules!D11
        firstOrderAt       | >= 2026-02-01 | lastOrderAt  | <= 2026-02-01 |
        daysSinceLastOrder | > 365         | tenureDays   | <= 365        | Rules!D11
        daysSinceLastOrder | >= 365        | tenureDays   | <= 365        |
        orders             | <= 3          | spend12m     | >= 6          |
        orders             | missing       | orders12m    | >= 6          |
        """)
    void aRowThatARelationRulesOutIsSaidAtItsCells(
            String one, String oneCell, String other, String otherCell, @Nullable String place) {
        WorkbookFixture table = over(one, other).row(oneCell, otherCell, "HIGH").row("", "", "LOW");

        List<Finding> findings = TableAnalysis.of(PolicyDiffTests.read(table)).stream()
                .filter(finding -> finding.code() == FindingCode.ROW_CONTRADICTS_RELATION)
                .toList();

        assertThat(findings.stream().map(finding -> finding.place().toString()).toList())
                .isEqualTo(place == null ? List.of() : List.of(place));
        findings.forEach(finding ->
                assertThat(finding.toString()).contains(one, other, "Rules!C11 " + oneCell, "Rules!D11 " + otherCell));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        <= 3 | >= 6 | true
        <= 6 | >= 6 | false
        """)
    void aDifferenceForNobodyIsNone(String orders, String orders12m, boolean same) {
        PolicyDiff diff = PolicyDiff.of(
                PolicyDiffTests.read(over("orders", "orders12m")
                        .row(orders, orders12m, "HIGH")
                        .row("", "", "LOW")),
                PolicyDiffTests.read(over("orders", "orders12m")
                        .row(orders, orders12m, "MEDIUM")
                        .row("", "", "LOW")));

        assertThat(diff.decidesTheSame()).isEqualTo(same);
    }

    @Test
    void theShippedRelationsAreThese() {
        assertThat(VOCABULARY.fields().stream()
                        .flatMap(field -> field.atMost().stream().map(other -> List.of(field.name(), other)))
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.copyOf(AT_MOST));
    }
}
