package io.gradus.rules.analysis;

import static io.gradus.rules.fixtures.Policies.compile;
import static io.gradus.rules.fixtures.Policies.drl;
import static io.gradus.rules.fixtures.Policies.findings;
import static io.gradus.rules.fixtures.Policies.messages;
import static io.gradus.rules.fixtures.Policies.unexamined;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.NativeTable;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.workbook.WorkbookAnnotator;
import io.gradus.rules.workbook.WorkbookLimits;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault that stands in many cells, or that much follows from, is one finding; the rest is examined all the same. */
class RepeatedFaultsTests {

    private static List<PolicySource> natives(String snippets, int rows, IntFunction<String> row) {
        NativeTable table = NativeTable.table("CONDITION | ACTION | ACTION\n$c : Customer | |\n" + snippets + "\n"
                + "Orders | First | Second\n"
                + IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n", "", "\n")));
        return List.of(table.xlsx(), table.xls(), table.csv());
    }

    private static List<Finding> errors(PolicySource source) {
        return compile(source).findings().stream().filter(Finding::isError).toList();
    }

    /** Whether the refused column or the next gives the outcome, nobody knows; so numbers in the next are not wrong. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$c.setTier(new Tier(\"$param\"));",
                "$c.setTier(\"$param\").and();",
                "$c.outcome(\"$param\", 1);",
                "modify($c) { setTier(\"$param\") };",
                "$c.setTier($param + 1);",
                "$c.setTier(Tier.$param);",
                "insert(new Outcome(\"$param\"));",
                "$c . setTier ( $param , $param );",
                "$c.setTier(\"$param\"); update($c);",
                "offer.setTier(\"$param\");",
                "",
            })
    void numbersBesideARefusedActionAreNoOutcomes(String action) {
        for (PolicySource source : natives(
                "orders | " + action + " | $c.setDiscount(\"$param\");", 40, row -> row + " | GOLD | " + (450 + row))) {
            assertThat(errors(source)).hasSize(1);
            assertThat(errors(source).get(0).place().toString()).endsWith("!B7");
            assertThat(unexamined(source)).contains("!B7");
        }
    }

    @Test
    void aColumnOfNumbersThatShouldGiveOutcomesIsOneFindingAtItsHeading() {
        for (PolicySource source : natives(
                "orders | $c.setTier(\"$param\"); | $c.setDiscount(\"$param\");",
                1500,
                row -> row + " | 4" + row + " | 5%")) {
            assertThat(errors(source)).hasSize(1);
            assertThat(errors(source).get(0).toString())
                    .contains("!B7: none of the 1500 cells B9:B1508 can be read as outcome, such as 40");
        }
    }

    @Test
    void aForeignTypeIsOneFindingHoweverManyColumnsItHas() {
        String columns = IntStream.range(0, 12).mapToObj(i -> "CONDITION").collect(Collectors.joining(" | "));
        String types = IntStream.range(0, 12).mapToObj(i -> "$d : Driver").collect(Collectors.joining(" | "));
        String snippets = IntStream.range(0, 12).mapToObj(i -> "age > $param").collect(Collectors.joining(" | "));
        NativeTable table = NativeTable.table(columns + " | ACTION\n" + types + " |\n" + snippets
                + " | $d.setTier(\"$param\");\n\n" + "1 | ".repeat(12) + "GOLD\n");

        assertThat(messages(table.xlsx()))
                .first()
                .asString()
                .startsWith("Tables!A6: Driver is not a type that policies know")
                .endsWith("so too in B6, C6, D6, E6, F6, G6, H6, I6, J6, K6, … (11 more)");
        assertThat(errors(table.xlsx())).hasSize(1);
        assertThat(errors(table.csv())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 6, 40, 900})
    void slipsOfOneColumnAreToldApartWhileTheyAreFew(int rows) {
        WorkbookFixture table = WorkbookFixture.over("spend12m", "orders12m");
        table.row(">= 100", "7", "HIGH");
        IntStream.range(0, rows).forEach(i -> table.row("", (i + 1) + "~" + (i + 3), "HIGH"));

        List<Finding> errors = errors(table.source());

        assertThat(errors).hasSize(rows > 5 ? 1 : rows);
        assertThat(errors.stream().mapToInt(finding -> finding.places().size()).sum())
                .isEqualTo(rows);
        assertThat(errors.get(0).readings()).isNotEmpty();
    }

    @Test
    void theSameSlipNamesItsCellsInThreeLanguages() {
        WorkbookFixture table = WorkbookFixture.over("spend12m", "orders12m");
        List.of("many", "5", "many", "many", "6", "many").forEach(cell -> table.row("", cell, "HIGH"));

        Finding finding = errors(table.source()).get(0);

        assertThat(finding.message(Locale.ENGLISH)).isEqualTo("not a number: many; so too in D13:D14, D16 (3 more)");
        assertThat(finding.message(Locale.SIMPLIFIED_CHINESE)).endsWith("；D13:D14, D16 也是如此（另 3 个单元格）");
        assertThat(finding.message(Locale.TRADITIONAL_CHINESE)).endsWith("；D13:D14, D16 也是如此（另 3 個儲存格）");
        assertThat(errors(table.source())).hasSize(1);
    }

    @Test
    void theAnnotatedWorkbookMarksEachOfItsCells() throws Exception {
        WorkbookFixture table = WorkbookFixture.over("spend12m", "orders12m");
        List.of("many", "5", "many").forEach(cell -> table.row("", cell, "HIGH"));
        List<Finding> findings = compile(table.source()).findings();

        byte[] annotated = WorkbookAnnotator.annotate(table.source(), findings, WorkbookLimits.DEFAULT, Locale.ENGLISH)
                .orElseThrow();

        try (Workbook workbook = new XSSFWorkbook(new ByteArrayInputStream(annotated))) {
            assertThat(workbook.getSheet("Rules").getCellComments().keySet())
                    .containsExactlyInAnyOrder(new CellAddress("D11"), new CellAddress("D13"));
            assertThat(workbook.getSheet("Findings").getRow(3).getCell(0)).hasToString("Rules!D11");
        }
    }

    private static WorkbookFixture tested() {
        return WorkbookFixture.over("spend12m", "orders12m")
                .row(">= 5,000", "", "HIGH")
                .row(">= 8,000", "", "MEDIUM")
                .row(">= 1,000", "many", "MEDIUM")
                .row("", "", "LOW")
                .scenario("wrong", given("6000", 1), "LOW")
                .scenario("open", given("2000", 1), "LOW")
                .scenario("right", given("10", 1), "LOW");
    }

    private static Map<String, Object> given(String spend, int orders) {
        return Map.of("spend12m", new BigDecimal(spend), "orders12m", orders);
    }

    /** Rows and scenarios that do not depend on an error are examined beside it. */
    @Test
    void whatDoesNotDependOnAnErrorIsExamined() {
        assertThat(findings(tested().source()))
                .containsExactly("Rules!D13 NOT_A_NUMBER", "Rules!C12 ROW_DEAD", "Tests!D5 SCENARIO_FAILED");
        assertThat(unexamined(tested().source()))
                .isEqualTo(
                        "because of the errors these were not examined: gaps; rows that can never decide; redundant rows; limits out"
                                + " of order; outcomes that no row gives; what the scenarios give");
    }

    @Test
    void aRefusedHeadingLeavesTheOtherColumnsToBeExamined() {
        PolicySource source =
                tested().set("Rules!D9", "turnover").set("Rules!C14", "lots").source();

        assertThat(findings(source)).containsExactly("Rules!D9 FIELD_UNKNOWN", "Rules!C14 NOT_A_NUMBER");
        assertThat(unexamined(source)).endsWith("the column Orders, 12 months 近12个月订单数 (Rules!D9)");
    }

    @Test
    void errorsOfTheSheetPolicyAloneLeaveTheTableToBeExaminedAsAWhole() {
        PolicySource source =
                tested().set("Rules!D13", 3).set("Policy!C4", "Not An Id").source();

        assertThat(findings(source))
                .containsExactly("Policy!C4 POLICY_ID_REFUSED", "Rules!C12 ROW_DEAD", "Tests!D5 SCENARIO_FAILED");
        assertThat(unexamined(source)).isEmpty();
    }

    @Test
    void rulesOfAFileThatAreNoneAreSaidToBeUnexamined() {
        PolicySource source = drl("x", "package policies.x;\nrule \"r\" when ( then end");

        assertThat(findings(source)).containsExactly("2:1 DRL_SYNTAX");
        assertThat(unexamined(source))
                .isEqualTo("because of the errors these were not examined: the rules of the file");
        Finding line = compile(source).findings().get(1);
        assertThat(line.code()).isEqualTo(FindingCode.NOT_EXAMINED);
        assertThat(line.message(Locale.SIMPLIFIED_CHINESE)).isEqualTo("由于存在错误，以下内容未检查：文件中的规则");
        assertThat(line.message(Locale.TRADITIONAL_CHINESE)).isEqualTo("由於存在錯誤，以下內容未檢查：檔案中的規則");
    }
}
