package io.gradus.rules.analysis;

import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.Labels;
import io.gradus.rules.Outcome;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.ActionColumn;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.ConditionColumn;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** The analysis of small random tables beside a look at every customer that the table can tell apart. */
class BruteForceTests {

    private static final List<String> FIELDS = List.of(
            "orders",
            "spend12m",
            "repurchaseProbability",
            "type",
            "member",
            "region",
            "interests",
            "lastVisitAt",
            "points");
    private static final List<String> TEXTS = List.of("north", "south", "east");

    private static @Nullable Object value(Field field, Random random) {
        return switch (field.type()) {
            case WHOLE -> random.nextInt(4);
            case MONEY -> BigDecimal.valueOf(random.nextInt(400), 2);
            case RATE -> BigDecimal.valueOf(random.nextInt(5) * 25L, 2);
            case DECIMAL -> BigDecimal.valueOf(random.nextInt(3));
            case DATE -> LocalDate.of(2026, 1, 1 + random.nextInt(4));
            case TRUTH -> random.nextBoolean();
            case CHOICE -> field.choices().get(random.nextInt(field.choices().size()));
            case TEXT, TEXTS -> TEXTS.get(random.nextInt(TEXTS.size()));
        };
    }

    static Condition condition(Field field, Random random) {
        int kind = random.nextInt(field.type().isOrdered() ? 8 : 6);
        return switch (kind) {
            case 0, 1 -> Condition.ANY;
            case 2 -> new Condition.Missing();
            case 3 -> new Condition.Present();
            case 4 -> new Condition.OneOf(values(field, random));
            case 5 -> new Condition.NoneOf(values(field, random));
            default -> new Condition.Within(range(field, random));
        };
    }

    private static List<Object> values(Field field, Random random) {
        return IntStream.rangeClosed(0, random.nextInt(2))
                .<Object>mapToObj(i -> Objects.requireNonNull(value(field, random)))
                .distinct()
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Range<Comparable<?>> range(Field field, Random random) {
        Comparable<Object> one = (Comparable<Object>) Objects.requireNonNull(value(field, random));
        Comparable<Object> two = (Comparable<Object>) Objects.requireNonNull(value(field, random));
        BoundType lower = random.nextBoolean() ? BoundType.CLOSED : BoundType.OPEN;
        BoundType upper = random.nextBoolean() ? BoundType.CLOSED : BoundType.OPEN;
        int order = one.compareTo(two);
        return switch (random.nextInt(3)) {
            case 0 -> Range.downTo((Comparable<?>) one, lower);
            case 1 -> Range.upTo((Comparable<?>) one, upper);
            default ->
                order == 0
                        ? Range.singleton((Comparable<?>) one)
                        : Range.range(
                                (Comparable<?>) (order < 0 ? one : two),
                                lower,
                                (Comparable<?>) (order < 0 ? two : one),
                                upper);
        };
    }

    static PolicyWorkbook workbook(Random random, HitPolicy hitPolicy) {
        return workbook(random, hitPolicy, FIELDS);
    }

    static PolicyWorkbook workbook(Random random, HitPolicy hitPolicy, List<String> names) {
        List<Field> fields = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> VOCABULARY.get(names.get(random.nextInt(names.size()))))
                .toList();
        List<ConditionColumn> columns = IntStream.range(0, fields.size())
                .mapToObj(i -> new ConditionColumn(new Place.Cell("Rules", 9, 2 + i), fields.get(i), "", ""))
                .toList();
        List<Row> rows = IntStream.rangeClosed(0, random.nextInt(6))
                .mapToObj(index -> new Row(
                        "Rules",
                        11 + index,
                        IntStream.range(0, fields.size())
                                .mapToObj(i -> new Cell(
                                        new Place.Cell("Rules", 11 + index, 2 + i),
                                        "",
                                        condition(fields.get(i), random)))
                                .toList(),
                        List.of("A", "B").get(random.nextInt(2)),
                        Map.of(),
                        ""))
                .toList();
        Labels labels = new Labels("", "", "");
        return new PolicyWorkbook(
                new PolicyDescription(
                        "t",
                        labels,
                        labels,
                        List.of(new Outcome("A", labels), new Outcome("B", labels)),
                        hitPolicy,
                        null,
                        null),
                new DecisionTable(
                        "t", columns, List.of(new ActionColumn(new Place.Cell("Rules", 9, 9), null, "")), rows),
                List.of(),
                List.of());
    }

    /** Values on, between and beyond everything that any cell can name, within what the field can take; and none. */
    static List<@Nullable Object> everyKind(Field field) {
        List<@Nullable Object> kinds = new ArrayList<>();
        kinds.add(null);
        switch (field.type()) {
            case WHOLE -> IntStream.rangeClosed(0, 5).forEach(kinds::add);
            case MONEY -> IntStream.rangeClosed(-1, 401).forEach(cents -> kinds.add(BigDecimal.valueOf(cents, 2)));
            case RATE -> IntStream.rangeClosed(0, 8).forEach(i -> kinds.add(BigDecimal.valueOf(i * 125L, 3)));
            case DECIMAL -> IntStream.rangeClosed(-1, 9).forEach(i -> kinds.add(BigDecimal.valueOf(i * 5L, 1)));
            case DATE ->
                IntStream.rangeClosed(0, 5)
                        .forEach(i -> kinds.add(LocalDate.of(2025, 12, 31).plusDays(i)));
            case TRUTH -> kinds.addAll(List.of(true, false));
            case CHOICE -> kinds.addAll(field.choices());
            case TEXT -> kinds.addAll(List.of("north", "south", "east", "elsewhere"));
            case TEXTS ->
                IntStream.range(0, 8)
                        .forEach(chosen -> kinds.add(IntStream.range(0, 3)
                                .filter(i -> (chosen >> i & 1) == 1)
                                .mapToObj(TEXTS::get)
                                .toList()));
        }
        return kinds;
    }

    /** For every customer there can be, the rows that match, from top to bottom. */
    private static Set<List<Integer>> matches(DecisionTable table) {
        List<Field> fields = table.conditions().stream()
                .map(ConditionColumn::field)
                .distinct()
                .toList();
        // Customers whom no cell tells apart count once.
        List<List<List<Boolean>>> kinds = fields.stream()
                .map(field -> everyKind(field).stream()
                        .map(value -> passes(table, field, value))
                        .distinct()
                        .toList())
                .toList();
        Set<List<Integer>> found = new HashSet<>();
        int customers = kinds.stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
        for (int number = 0; number < customers; number++) {
            int rest = number;
            List<List<Boolean>> customer = new ArrayList<>();
            for (List<List<Boolean>> kind : kinds) {
                customer.add(kind.get(rest % kind.size()));
                rest /= kind.size();
            }
            found.add(IntStream.range(0, table.rows().size())
                    .filter(row -> customer.stream().allMatch(passes -> passes.get(row)))
                    .boxed()
                    .toList());
        }
        return found;
    }

    private static List<Boolean> passes(DecisionTable table, Field field, @Nullable Object value) {
        return table.rows().stream()
                .map(row -> IntStream.range(0, row.cells().size())
                        .filter(i -> table.conditions().get(i).field().equals(field))
                        .allMatch(i -> row.cells().get(i).condition().matches(value)))
                .toList();
    }

    static Set<Integer> rows(List<Finding> findings, FindingCode code) {
        return findings.stream()
                .filter(finding -> finding.code() == code)
                .map(finding -> ((Place.Cell) finding.place()).row() - 11)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Property(tries = 1500)
    void firstHit(@ForAll @IntRange(min = 0) int seed) {
        PolicyWorkbook workbook = workbook(new Random(seed), HitPolicy.FIRST);
        List<Row> rows = workbook.table().rows();
        Set<List<Integer>> matches = matches(workbook.table());
        Set<Integer> deciding = matches.stream()
                .filter(matching -> !matching.isEmpty())
                .map(matching -> matching.get(0))
                .collect(Collectors.toSet());
        Set<Integer> matching = matches.stream().flatMap(List::stream).collect(Collectors.toSet());

        List<Finding> findings = TableAnalysis.of(workbook);

        assertThat(findings.stream().anyMatch(finding -> finding.code() == FindingCode.TABLE_GAP))
                .as("gap")
                .isEqualTo(matches.contains(List.<Integer>of()));
        assertThat(rows(findings, FindingCode.ROW_DEAD))
                .as("dead")
                .isEqualTo(IntStream.range(0, rows.size())
                        .filter(row -> matching.contains(row) && !deciding.contains(row))
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(rows(findings, FindingCode.ROW_REDUNDANT))
                .as("redundant")
                .isEqualTo(IntStream.range(0, rows.size())
                        .filter(row -> deciding.contains(row) && isRedundant(row, rows, matches))
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    static boolean isRedundant(int row, List<Row> rows, Set<List<Integer>> matches) {
        return matches.stream()
                .filter(matching -> !matching.isEmpty() && matching.get(0) == row)
                .allMatch(matching -> matching.size() > 1
                        && rows.get(matching.get(1))
                                .outcome()
                                .equals(rows.get(row).outcome())
                        && rows.get(matching.get(1)).cells().stream()
                                .anyMatch(cell -> cell.condition() != Condition.ANY));
    }

    @Property(tries = 800)
    void uniqueHit(@ForAll @IntRange(min = 0) int seed) {
        PolicyWorkbook workbook = workbook(new Random(seed), HitPolicy.UNIQUE);
        Set<List<Integer>> matches = matches(workbook.table());

        List<Finding> findings = TableAnalysis.of(workbook);

        Set<Integer> second = matches.stream()
                .flatMap(matching -> matching.stream().skip(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<Integer> different = matches.stream()
                .flatMap(matching -> matching.stream()
                        .filter(row -> matching.stream()
                                .anyMatch(above -> above < row
                                        && !workbook.table()
                                                .rows()
                                                .get(above)
                                                .outcome()
                                                .equals(workbook.table()
                                                        .rows()
                                                        .get(row)
                                                        .outcome()))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows(findings, FindingCode.ROWS_OVERLAP)).isEqualTo(different);
        second.removeAll(different);
        assertThat(rows(findings, FindingCode.ROWS_OVERLAP_ALIKE)).isEqualTo(second);
    }

    @Property(tries = 800)
    void everySampleOfAGapIsInNoRow(@ForAll @IntRange(min = 0) int seed) {
        DecisionTable table = workbook(new Random(seed), HitPolicy.FIRST).table();
        PolicyWorkbook workbook = workbook(new Random(seed), HitPolicy.FIRST);

        List<SampleCustomer> samples = TableAnalysis.of(workbook).stream()
                .filter(finding -> finding.code() == FindingCode.TABLE_GAP)
                .map(finding -> (SampleCustomer) finding.arguments().get(1))
                .toList();

        for (SampleCustomer sample : samples) {
            Map<String, Object> values = new HashMap<>(sample.values());
            assertThat(table.rows())
                    .noneMatch(row -> IntStream.range(0, row.cells().size())
                            .allMatch(i -> row.cells()
                                    .get(i)
                                    .condition()
                                    .matches(values.get(
                                            table.conditions().get(i).field().name()))));
        }
    }

    /** For every customer there can be, what each of two tables over the same fields gives. */
    private static boolean decideDifferently(DecisionTable one, DecisionTable other) {
        List<Row> rows = new ArrayList<>(one.rows());
        rows.addAll(other.rows());
        DecisionTable both = new DecisionTable("t", one.conditions(), one.actions(), rows);
        int border = one.rows().size();
        return matches(both).stream().anyMatch(matching -> {
            String before = matching.stream()
                    .filter(row -> row < border)
                    .findFirst()
                    .map(row -> rows.get(row).outcome())
                    .orElse("");
            String after = matching.stream()
                    .filter(row -> row >= border)
                    .findFirst()
                    .map(row -> rows.get(row).outcome())
                    .orElse("");
            return !before.equals(after);
        });
    }

    @Property(tries = 1000)
    void theImpactOfAChange(@ForAll @IntRange(min = 0) int seed) {
        Random random = new Random(seed);
        PolicyWorkbook older = workbook(random, HitPolicy.FIRST);
        List<Row> rows = new ArrayList<>(older.table().rows());
        Collections.shuffle(rows, random);
        Row first = rows.get(0);
        List<Cell> cells = new ArrayList<>(first.cells());
        int column = random.nextInt(cells.size());
        Field field = older.table().conditions().get(column).field();
        cells.set(column, new Cell(cells.get(column).place(), "", condition(field, random)));
        rows.set(0, new Row("Rules", first.number(), cells, first.outcome(), Map.of(), ""));
        DecisionTable changed =
                new DecisionTable("t", older.table().conditions(), older.table().actions(), rows);
        PolicyWorkbook newer = new PolicyWorkbook(older.policy(), changed, List.of(), List.of());

        PolicyDiff diff = PolicyDiff.of(older, newer);

        assertThat(diff.complete()).isTrue();
        assertThat(diff.decidesTheSame()).isEqualTo(!decideDifferently(older.table(), changed));
        for (Difference difference : diff.differences()) {
            assertThat(outcome(older.table(), difference.sample())).isEqualTo(difference.before());
            assertThat(outcome(changed, difference.sample())).isEqualTo(difference.after());
        }
        assertThat(PolicyDiff.of(older, older).changes()).isEmpty();
    }

    private static @Nullable String outcome(DecisionTable table, SampleCustomer sample) {
        return table.rows().stream()
                .filter(row -> IntStream.range(0, row.cells().size())
                        .allMatch(i -> row.cells()
                                .get(i)
                                .condition()
                                .matches(sample.values()
                                        .get(table.conditions().get(i).field().name()))))
                .findFirst()
                .map(Row::outcome)
                .orElse(null);
    }
}
