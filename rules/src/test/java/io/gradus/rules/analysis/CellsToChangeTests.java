package io.gradus.rules.analysis;

import static io.gradus.rules.fixtures.WorkbookFixture.over;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Findings of the table as a whole stand at the cell to change and say what else is concerned. */
class CellsToChangeTests {

    private static final Set<FindingCode> ORDER =
            Set.of(FindingCode.THRESHOLDS_UNORDERED, FindingCode.THRESHOLDS_EXCHANGED);

    private static List<String> said(PolicyWorkbook workbook, Set<FindingCode> codes) {
        return TableAnalysis.of(workbook).stream()
                .filter(finding -> codes.contains(finding.code()))
                .map(Finding::toString)
                .toList();
    }

    private static WorkbookFixture unique(WorkbookFixture table) {
        return table.set("Policy!C5", "UNIQUE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        [0..10]       | SMB | [10..20]     | SMB | Rules!C12 | Rules!C11 ([0..10]) and Rules!C12 ([10..20])
        [0..10)       | SMB | [9..20]      | SMB | Rules!C12 | Rules!C11 ([0..10)) and Rules!C12 ([9..20])
        >= 10         | SMB | [5..10]      | SMB | Rules!C12 | Rules!C11 (>= 10) and Rules!C12 ([5..10])
        [0..10)       | SMB | [0..10)      |     | Rules!D12 | Rules!D11 (SMB) and Rules!D12 (blank)
        [0..10)       |     | [0..10)      | SMB | Rules!D12 | Rules!D11 (blank) and Rules!D12 (SMB)
        [0..10)       | SMB | [2..5)       | SMB | Rules!C12 | Rules!C11 ([0..10)) and Rules!C12 ([2..5))
        [2..5)        | SMB | [0..10)      | SMB | Rules!C12 | Rules!C11 ([2..5)) and Rules!C12 ([0..10))
        [0..10)       | SMB, CONSUMER | [0..10) | CONSUMER, ENTERPRISE | Rules!D12 | Rules!D11 (SMB, CONSUMER) and Rules!D12 (CONSUMER, ENTERPRISE)
        < 10          | SMB | <= 10        | SMB | Rules!C12 | Rules!C11 (< 10) and Rules!C12 (<= 10)
        present       | SMB | >= 3         | SMB | Rules!C12 | Rules!C11 (present) and Rules!C12 (>= 3)
        """)
    void anOverlapNamesBothCells(String one, String type, String other, String otherType, String place, String by) {
        PolicyWorkbook workbook = PolicyDiffTests.read(unique(over("spend12m", "type")
                .row(one, type == null ? "" : type, "HIGH")
                .row(other, otherType == null ? "" : otherType, "LOW")));

        assertThat(said(workbook, Set.of(FindingCode.ROWS_OVERLAP)))
                .singleElement()
                .asString()
                .startsWith(place + ": the row overlaps Rules!11 by " + by + ":");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        < 1000            | [2000..5000) | >= 5000          | it would close with Rules!C11: spend12m < 2,000 CNY or Rules!C12: spend12m ≥ 1,000 and < 5,000 CNY
        < 1000            | (1000..5000) | >= 5000          | it would close with Rules!C11: spend12m < 1,000.01 CNY or Rules!C12: spend12m ≥ 1,000 and < 5,000 CNY
        <= 1000           | [1001..5000) | >= 5000          | it would close with Rules!C11: spend12m < 1,001 CNY or Rules!C12: spend12m > 1,000 and < 5,000 CNY
        [0..1000)         | [1000..5000) | >= 5000          | it would close with Rules!C11: spend12m < 1,000 CNY
        < 500             | [600..5000)  | >= 5000          | it would close with Rules!C11: spend12m < 600 CNY or Rules!C12: spend12m ≥ 500 and < 5,000 CNY
        < 500             | [500..700)   | >= 800           | it would close with Rules!C12: spend12m ≥ 500 and < 800 CNY or Rules!C13: spend12m ≥ 700 CNY
        < 500             | [500..800)   | > 800            | it would close with Rules!C12: spend12m ≥ 500 and < 800.01 CNY or Rules!C13: spend12m ≥ 800 CNY
        >= 900            | [500..800)   | < 500            | it would close with Rules!C11: spend12m ≥ 800 CNY or Rules!C12: spend12m ≥ 500 and < 900 CNY
        < 1000            | [1000..5000) | [5000..9000]     | it would close with Rules!C13: spend12m ≥ 5,000 CNY
        < 1000            | [1000..5000) | (5000..9000)     | it would close with Rules!C13: spend12m ≥ 5,000 CNY
        """)
    void aGapNamesTheLimitsThatCloseIt(String one, String two, String three, String limits) {
        PolicyWorkbook workbook = PolicyDiffTests.read(over("spend12m")
                .row(one, "LOW")
                .row(two, "MEDIUM")
                .row(three, "HIGH")
                .row("missing", "LOW"));

        assertThat(said(workbook, Set.of(FindingCode.TABLE_GAP)))
                .anySatisfy(said ->
                        assertThat(said.replace("≥ 1,000.01", "> 1,000")).contains(limits));
    }

    /** Each limit that closes a gap, put into the table alone, takes all of its customers and changes nobody else's row. */
    private static void close(int seed) {
        PolicyWorkbook workbook = BruteForceTests.workbook(new Random(seed), HitPolicy.FIRST);
        for (Finding finding : TableAnalysis.of(workbook)) {
            if (finding.code() == FindingCode.TABLE_GAP) {
                Gaps.Limits limits = (Gaps.Limits) finding.arguments().get(2);
                for (Gaps.Limit limit : limits.limits()) {
                    PolicyWorkbook closed = with(workbook, limit);
                    Regions hole = (Regions) finding.arguments().get(0);
                    PolicyDiff diff = PolicyDiff.of(workbook, closed);
                    assertThat(diff.differences())
                            .as("only customers of no row")
                            .isNotEmpty()
                            .allMatch(difference -> difference.before() == null);
                    if (limits.all()) {
                        assertThat(TableAnalysis.of(closed).stream()
                                        .filter(left -> left.code() == FindingCode.TABLE_GAP)
                                        .map(left -> (SampleCustomer)
                                                left.arguments().get(1)))
                                .noneMatch(
                                        sample -> hole.parts().stream().anyMatch(part -> part.holds(sample.values())));
                    }
                }
            }
        }
    }

    private static PolicyWorkbook with(PolicyWorkbook workbook, Gaps.Limit limit) {
        DecisionTable table = workbook.table();
        List<Row> rows = new ArrayList<>();
        for (Row row : table.rows()) {
            List<Cell> cells = row.cells().stream()
                    .map(cell ->
                            cell.place().equals(limit.place()) ? new Cell(cell.place(), "", limit.condition()) : cell)
                    .toList();
            rows.add(new Row("Rules", row.number(), cells, row.outcome(), Map.of(), ""));
        }
        return new PolicyWorkbook(
                workbook.policy(),
                new DecisionTable("t", table.conditions(), table.actions(), rows),
                List.of(),
                List.of());
    }

    @Property(tries = 500)
    void aLimitThatClosesAGapDoesSoAndTakesNobodyElse(@ForAll @IntRange(min = 0) int seed) {
        close(seed);
    }

    @Tag("thorough")
    @Property(tries = 20_000)
    void manyLimitsThatCloseGapsDoSo(@ForAll @IntRange(min = 0) int seed) {
        close(seed);
    }

    private static PolicyWorkbook ladder(String steps, String outcomes) {
        List<String> limits = Splitter.on(' ').splitToList(steps);
        List<String> codes = Splitter.on(' ').splitToList(outcomes);
        WorkbookFixture table = over("points");
        IntStream.range(0, limits.size()).forEach(i -> table.row(">= " + limits.get(i), codes.get(i)));
        return PolicyDiffTests.read(table.row("", "LOW"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        10000 500 2000 50            | HIGH MEDIUM LOW LOW           | Rules!C12: Rules!12 (>= 500, MEDIUM) and Rules!13 (>= 2000, LOW) seem exchanged
        90 70 80 60                  | HIGH HIGH MEDIUM LOW          | Rules!C12: Rules!12 (>= 70, HIGH) and Rules!13 (>= 80, MEDIUM) seem exchanged
        60 80 70 90                  | LOW MEDIUM MEDIUM HIGH        | Rules!C12: Rules!12 (>= 80, MEDIUM) and Rules!13 (>= 70, MEDIUM) seem exchanged
        90 60 70 80 50               | HIGH HIGH MEDIUM LOW LOW      | Rules!C12: Rules!12 (>= 60, HIGH) and Rules!14 (>= 80, LOW) seem exchanged
        10000 5000 20000 50          | HIGH MEDIUM LOW LOW           | Rules!C13: >= 20000 gives LOW
        90 80 7 60 50                | HIGH HIGH MEDIUM LOW LOW      | Rules!C13: >= 7 gives MEDIUM
        90 80 70 60 500              | HIGH HIGH MEDIUM LOW LOW      | Rules!C15: >= 500 gives LOW
        9 80 70 60 50                | HIGH HIGH MEDIUM LOW LOW      | Rules!C11: >= 9 gives HIGH
        10 20 300 40 50              | LOW LOW MEDIUM HIGH HIGH      | Rules!C13: >= 300 gives MEDIUM
        1000 20 30 40 50             | LOW LOW MEDIUM HIGH HIGH      | Rules!C11: >= 1000 gives LOW
        """)
    void aLimitOutOfOrderIsSaidAtItsRow(String steps, String outcomes, String said) {
        assertThat(said(ladder(steps, outcomes), ORDER))
                .singleElement()
                .asString()
                .startsWith(said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        90 80 70 60       | HIGH MEDIUM LOW LOW
        60 70 80 90       | LOW LOW MEDIUM HIGH
        90 80 70 60       | HIGH LOW MEDIUM HIGH
        90 80 70 60       | HIGH LOW HIGH LOW
        90 80 70 60       | LOW HIGH MEDIUM LOW
        10 20 30 40       | MEDIUM LOW HIGH MEDIUM
        90 70 80          | HIGH MEDIUM LOW
        90 10 80 20       | HIGH LOW MEDIUM HIGH
        90 80 70 60 50    | LOW LOW HIGH MEDIUM LOW
        50 50 50 50       | HIGH MEDIUM LOW LOW
        """)
    void whereOutcomesAreNotRankedNothingIsOutOfOrder(String steps, String outcomes) {
        assertThat(said(ladder(steps, outcomes), ORDER)).isEmpty();
    }

    @Test
    void aGapWithoutALimitThatClosesItSaysWhatMakesItSmaller() {
        PolicyWorkbook workbook =
                PolicyDiffTests.read(over("spend12m").row("[100..200)", "LOW").row(">= 300", "HIGH"));

        assertThat(said(workbook, Set.of(FindingCode.TABLE_GAP)))
                .first()
                .asString()
                .contains("it would be smaller with Rules!C12: spend12m");
    }
}
