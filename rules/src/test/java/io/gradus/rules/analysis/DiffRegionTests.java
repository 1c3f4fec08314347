package io.gradus.rules.analysis;

import static io.gradus.rules.analysis.PolicyDiffTests.read;
import static io.gradus.rules.fixtures.WorkbookFixture.over;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Field;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.ConditionColumn;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Everybody whom two versions decide differently lies in a region of the comparison, and nobody else does. */
class DiffRegionTests {

    private static final int CUSTOMERS = 400;

    /** What a row gives; nothing where no row takes the customer. */
    private record Given(@Nullable String outcome, Map<String, String> actions) {

        static Given by(DecisionTable table, Map<String, Object> customer) {
            Optional<Row> first = table.rows().stream()
                    .filter(row -> IntStream.range(0, row.cells().size())
                            .allMatch(i -> row.cells()
                                    .get(i)
                                    .condition()
                                    .matches(customer.get(
                                            table.conditions().get(i).field().name()))))
                    .findFirst();
            return first.map(row -> new Given(row.outcome(), row.actions())).orElse(new Given(null, Map.of()));
        }
    }

    private static PolicyWorkbook with(PolicyWorkbook workbook, List<Row> rows) {
        DecisionTable table = workbook.table();
        return new PolicyWorkbook(
                workbook.policy(),
                new DecisionTable("t", table.conditions(), table.actions(), rows),
                List.of(),
                List.of());
    }

    private static Row given(Row row, List<Cell> cells, Random random) {
        boolean other = random.nextInt(3) == 0;
        String outcome = other ? List.of("A", "B").get(random.nextInt(2)) : row.outcome();
        Map<String, String> actions = random.nextInt(3) == 0
                ? Map.of("channel", List.of("letter", "call").get(random.nextInt(2)))
                : row.actions();
        return new Row("Rules", row.number(), cells, outcome, actions, row.note());
    }

    /** The rows in another order, some with other conditions, outcomes or actions, some gone. */
    private static PolicyWorkbook edited(PolicyWorkbook older, Random random) {
        List<ConditionColumn> columns = older.table().conditions();
        List<Row> rows = new ArrayList<>();
        for (Row row : older.table().rows()) {
            List<Cell> cells = new ArrayList<>(row.cells());
            int column = random.nextInt(cells.size());
            if (random.nextInt(3) == 0) {
                Field field = columns.get(column).field();
                cells.set(column, new Cell(cells.get(column).place(), "", BruteForceTests.condition(field, random)));
            }
            if (random.nextInt(6) > 0) {
                rows.add(given(row, cells, random));
            }
        }
        if (random.nextBoolean()) {
            Collections.shuffle(rows, random);
        }
        return with(older, rows);
    }

    private static Map<String, Object> customer(List<Field> fields, Random random) {
        Map<String, Object> customer = new HashMap<>();
        for (Field field : fields) {
            List<@Nullable Object> kinds = BruteForceTests.everyKind(field);
            Object value = kinds.get(random.nextInt(kinds.size()));
            if (value != null) {
                customer.put(field.name(), value);
            }
        }
        return customer;
    }

    private static void compare(Random random) {
        PolicyWorkbook older = BruteForceTests.workbook(random, HitPolicy.FIRST);
        PolicyWorkbook newer = edited(older, random);
        List<Field> fields = older.table().conditions().stream()
                .map(ConditionColumn::field)
                .distinct()
                .toList();

        PolicyDiff diff = PolicyDiff.of(older, newer);

        assertThat(diff.complete()).isTrue();
        for (int i = 0; i < CUSTOMERS; i++) {
            Map<String, Object> customer = customer(fields, random);
            Given before = Given.by(older.table(), customer);
            Given after = Given.by(newer.table(), customer);
            List<Difference> holding = diff.differences().stream()
                    .filter(difference -> holds((Regions) difference.customers(), customer))
                    .toList();
            if (before.equals(after)) {
                assertThat(holding).as("%s", customer).isEmpty();
            } else {
                assertThat(holding).as("%s", customer).singleElement().satisfies(difference -> {
                    assertThat(difference.before()).isEqualTo(before.outcome());
                    assertThat(difference.after()).isEqualTo(after.outcome());
                    assertThat(difference.actions().isEmpty())
                            .isEqualTo(before.actions().equals(after.actions()));
                });
            }
        }
    }

    private static boolean holds(Regions regions, Map<String, Object> customer) {
        return regions.parts().stream().anyMatch(part -> part.holds(customer));
    }

    @Property(tries = 300)
    void nobodyIsLeftOut(@ForAll @IntRange(min = 0) int seed) {
        compare(new Random(seed));
    }

    @Tag("thorough")
    @Property(tries = 20_000)
    void nobodyIsLeftOutOfMany(@ForAll @IntRange(min = 0) int seed) {
        compare(new Random(seed));
    }

    @Test
    void severalPartsAreAllNamedAndSoAreMissingValues() {
        PolicyWorkbook older = read(
                over("spend12m", "orders").row("[100..200)", "[1..5]", "MEDIUM").row("", "", "LOW"));
        PolicyWorkbook newer = read(
                over("spend12m", "orders").row("[100..200)", "[1..5]", "MEDIUM").row("", "", "HIGH"));

        Difference difference = PolicyDiff.of(older, newer).differences().get(0);

        assertThat(difference.customers().in(Locale.ENGLISH))
                .contains("missing")
                .contains("; or else ");
        assertThat(holds((Regions) difference.customers(), Map.of())).isTrue();
        assertThat(holds((Regions) difference.customers(), Map.of("orders", 3))).isTrue();
        assertThat(holds((Regions) difference.customers(), Map.of("orders", 6))).isTrue();
    }

    @Test
    void textsThatNoCellTellsApartAreAllNamed() {
        PolicyWorkbook older = read(over("interests").row("Golf, Music", "HIGH").row("", "LOW"));
        PolicyWorkbook newer =
                read(over("interests").row("Golf, Music", "MEDIUM").row("", "LOW"));

        Regions customers =
                (Regions) PolicyDiff.of(older, newer).differences().get(0).customers();

        assertThat(holds(customers, Map.of("interests", List.of("Music")))).isTrue();
        assertThat(holds(customers, Map.of("interests", List.of("Golf", "Chess"))))
                .isTrue();
        assertThat(holds(customers, Map.of("interests", List.of("Chess")))).isFalse();
        assertThat(customers.in(Locale.ENGLISH)).isEqualTo("interests = Golf, Music");
    }

    @Test
    void anActionThatDiffersIsNamed() {
        PolicyWorkbook older = read(over("orders")
                .actions("channel", "gift")
                .row(">= 5", "HIGH", "call", "book")
                .row("", "LOW", "letter", ""));
        PolicyWorkbook newer = read(over("orders")
                .actions("channel", "gift")
                .row(">= 5", "HIGH", "visit", "book")
                .row("", "LOW", "letter", ""));

        Difference difference = PolicyDiff.of(older, newer).differences().get(0);

        assertThat(difference.before()).isEqualTo(difference.after());
        assertThat(difference.actions()).containsExactly(new Difference.ActionDifference("channel", "call", "visit"));
    }

    @Test
    void whatIsTooMuchToListIsSaid() {
        var older = over("spend12m", "orders", "points");
        var newer = over("spend12m", "orders", "points");
        for (int i = 0; i < 40; i++) {
            String[] cells = {
                "[" + (100 * i) + ".." + (100 * i + 50) + ")",
                "[" + 3 * i + ".." + (3 * i + 1) + "]",
                ">= " + 7 * (i * 13 % 40)
            };
            older.row(cells[0], cells[1], cells[2], "MEDIUM");
            newer.row(cells[0], cells[1], cells[2], "MEDIUM");
        }
        PolicyDiff diff = PolicyDiff.of(read(older.row("", "", "", "LOW")), read(newer.row("", "", "", "HIGH")));

        assertThat(diff.complete()).isFalse();
        assertThat(diff.decidesTheSame()).isFalse();
        assertThat(diff.differences().get(0).customers().in(Locale.ENGLISH)).endsWith("and others, too many to list");
        assertThat(Objects.requireNonNull(diff.differences().get(0).after())).isEqualTo("HIGH");
    }

    @Test
    void aChangeOfOutcomeActionOrNoteCarriesItsOwnCell() {
        WorkbookFixture older =
                over("orders").actions("channel").row(">= 5", "HIGH", "call").row("", "LOW", "letter");
        WorkbookFixture newer = over("orders")
                .actions("channel")
                .row(">= 5", "MEDIUM", "visit")
                .row("", "LOW", "letter")
                .set("Rules!B12", "everybody else");

        assertThat(PolicyDiff.of(read(older), read(newer)).changes())
                .extracting(change -> change.kind() + " " + change.newPlace())
                .containsExactly("OUTCOME Rules!D11", "ACTION Rules!E11", "NOTE Rules!B12");
    }
}
