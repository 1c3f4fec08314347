package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Finding;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.fixtures.XlsxParts;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas that come without the value that a spreadsheet program would have calculated. */
class FormulasTests {

    private static final String BOOK = "xl/workbook.xml";
    private static final String RULES = "xl/worksheets/sheet1.xml";
    private static final String POLICY = "xl/worksheets/sheet2.xml";
    private static final String GUIDE = "xl/worksheets/sheet4.xml";

    private static WorkbookFixture tiers() {
        return WorkbookFixture.over("orders", "spend12m")
                .row("1", "", "LOW")
                .row("", ">= 5000", "HIGH")
                .row("", "", "MEDIUM")
                .set("Guide!A1", "Guide")
                .set("Guide!B1", 4)
                .set("Guide!B2", 5)
                .set("Guide!B3", "GOLD")
                .set("Guide!C1", 7)
                .set("Guide!C2", "word")
                .set("Guide!D1", 0)
                .set("Guide!E1", 0);
    }

    private static XlsxParts parts() throws IOException {
        return XlsxParts.of(tiers().source().bytes());
    }

    private static WorkbookReading reading(XlsxParts parts) throws IOException {
        return new WorkbookReader(VOCABULARY).read(new PolicySource("tiers.xlsx", parts.bytes()));
    }

    private static List<String> findings(XlsxParts parts) throws IOException {
        return reading(parts).findings().stream()
                .map(finding -> finding.place() + " " + finding.code())
                .filter(finding -> !finding.contains("SCENARIOS_MISSING"))
                .toList();
    }

    /** Puts a formula into a cell, and what stands beside it in the XML. */
    private static XlsxParts formula(XlsxParts parts, String part, String cell, String formula, String value) {
        String escaped = formula.replace("&", "&amp;").replace("<", "&lt;");
        return parts.edit(
                part,
                text -> text.replaceFirst(
                        "<c r=\"" + cell + "\"[^>]*?(/>|>.*?</c>)",
                        Matcher.quoteReplacement("<c r=\"" + cell + "\"><f>" + escaped + "</f>" + value + "</c>")));
    }

    private static XlsxParts inRules(String formula) throws IOException {
        return formula(parts(), RULES, "C11", formula, "");
    }

    private static String condition(WorkbookReading reading) {
        assertThat(reading).as("%s", reading.findings()).isInstanceOf(WorkbookReading.Succeeded.class);
        return ((WorkbookReading.Succeeded) reading)
                .workbook()
                .table()
                .rows()
                .get(0)
                .cells()
                .get(0)
                .text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "1+1 | 2",
                "Guide!B1 | 4",
                "SUM(Guide!B1:B2) | 9",
                "Guide!B1*Guide!B2-2 | 18",
                "IF(Guide!B1>3,6,7) | 6",
                "ROUND(10/4,0) | 3",
                "\">= \"&Guide!B1 | >= 4",
                "CONCATENATE(\">= \",Guide!B2) | >= 5",
                "VLOOKUP(5,Guide!B1:C2,1,FALSE) | 5",
                "INDEX(Guide!B1:B2,2) | 5",
                "MAX(Guide!B:B) | 5",
                "-(-3) | 3",
                "COUNTIF(Guide!B1:B3,\">1\") | 2",
                "LEFT(\"12 orders\",2) | 12",
                "IFERROR(1/0,8) | 8"
            })
    void whatHasNoValueIsCalculated(String formula, String shown) throws Exception {
        assertThat(condition(reading(inRules(formula)))).isEqualTo(shown);
        assertThat(condition(reading(formula(parts(), RULES, "C11", formula, "<v/>"))))
                .isEqualTo(shown);
    }

    @Test
    void aValueThatIsThereCounts() throws Exception {
        assertThat(condition(reading(formula(parts(), RULES, "C11", "1+1", "<v>3</v>"))))
                .isEqualTo("3");
        XlsxParts over = formula(inRules("Guide!B1+1"), GUIDE, "B1", "1+1", "<v>30</v>");
        assertThat(condition(reading(over))).isEqualTo("31");
    }

    @Test
    void valuesThatTheProgramItselfDoesNotTrustAreCalculatedAgain() throws Exception {
        XlsxParts stale = formula(parts(), RULES, "C11", "1+1", "<v>0</v>")
                .edit(BOOK, text -> text.replaceFirst("</workbook>", "<calcPr fullCalcOnLoad=\"1\"/></workbook>"));

        assertThat(condition(reading(stale))).isEqualTo("2");
    }

    @Test
    void formulasOverFormulasAreCalculatedFromTheInnermost() throws Exception {
        XlsxParts chain = formula(inRules("Guide!B1+1"), GUIDE, "B1", "B2+1", "");

        assertThat(condition(reading(formula(chain, GUIDE, "B2", "C1+1", "")))).isEqualTo("10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOW()",
                "TODAY()-1",
                "RAND()",
                "RANDBETWEEN(1,9)",
                "OFFSET(Guide!B1,1,0)",
                "MYCALL(1)",
                "WORKDAY(1,2000000000)",
                "REPT(\"x\",30000)",
                "SUBSTITUTE(\"aaa\",\"a\",\"bbb\")",
                "C11+1",
                "1+",
                "Missing!B1",
                "SUMPRODUCT(Guide!A1:A1000000*Guide!A1:XFD1)",
                "Guide!B1:INDEX(Guide!B1:B2,2)",
                "CELL(\"filename\")",
                "INFO(\"directory\")"
            })
    void whatCannotBeCalculatedHereIsRefusedAtItsCell(String formula) throws Exception {
        assertThat(findings(inRules(formula))).containsExactly("Rules!C11 FORMULA_NOT_CALCULATED");
    }

    @Test
    void theMessageSaysWhatToDoInThreeLanguages() throws Exception {
        Finding finding = reading(inRules("NOW()")).findings().get(0);

        assertThat(finding.message(Locale.ENGLISH)).contains("NOW()").contains("save it");
        assertThat(finding.message(Locale.SIMPLIFIED_CHINESE)).contains("NOW()").contains("保存");
        assertThat(finding.message(Locale.TRADITIONAL_CHINESE))
                .contains("NOW()")
                .contains("儲存");
    }

    @Test
    void theCauseIsToldAndNotWhatFollows() throws Exception {
        XlsxParts outcome = formula(parts(), RULES, "E12", "Guide!B1", "");

        assertThat(findings(formula(outcome, GUIDE, "B1", "NOW()", "")))
                .containsExactly("Guide!B1 FORMULA_NOT_CALCULATED");
        assertThat(findings(inRules("1/0"))).containsExactly("Rules!C11 CELL_ERROR");
    }

    @Test
    void whatRunsInACircleIsRefused() throws Exception {
        XlsxParts circle = formula(inRules("Guide!B1"), GUIDE, "B1", "B2", "");

        assertThat(findings(formula(circle, GUIDE, "B2", "B1", "")))
                .singleElement()
                .asString()
                .endsWith("FORMULA_NOT_CALCULATED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOW()",
                "WEBSERVICE(\"http://127.0.0.1/\")",
                "HYPERLINK(\"http://127.0.0.1/\",\"more\")",
                "[1]Sheet1!A1",
                "MYCALL(1)",
                "C1+",
                "INDIRECT(\"A1\")",
                "RAND()",
                "1/0",
                "A15&\" \"&C15"
            })
    void aFormulaThatNobodyReadsIsNobodysBusiness(String formula) throws Exception {
        assertThat(findings(formula(parts(), GUIDE, "B1", formula, ""))).isEmpty();
        assertThat(findings(formula(parts(), POLICY, "E15", formula, ""))).isEmpty();
        assertThat(findings(formula(parts(), GUIDE, "B1", formula, "<v>1</v>"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Guide!D1+1",
                "SUM(Guide!A1:Z9)",
                "Guide!E1",
                "IF(FALSE,Guide!D1,1)",
                "MYCALL(1)",
                "OFFSET(Guide!A1,0,3)",
                "INDEX(Guide!A1:E1,4)",
                "SUM(Guide!D:D)",
                "CHOOSE(1,Guide!D1)",
                "VLOOKUP(1,Guide!A1:D9,4)"
            })
    void nothingFromElsewhereComesThroughOtherCells(String formula) throws Exception {
        XlsxParts reaching = formula(
                formula(parts(), GUIDE, "D1", "WEBSERVICE(\"http://127.0.0.1/\")", "<v>5</v>"),
                GUIDE,
                "E1",
                "D1*2",
                "<v>10</v>");

        assertThat(findings(formula(reaching, RULES, "C11", formula, "<v>5</v>")))
                .containsExactly("Guide!D1 FORMULA_REACHES_OUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Rule\"&\"Table x\"", "CONCATENATE(\"Rule\",\"Table\")", "\"RuleTable \"&Guide!B1"})
    void aTitleIsCalculatedToo(String formula) throws Exception {
        XlsxParts title = parts().edit(
                        RULES,
                        text -> text.replaceFirst(
                                "<c r=\"C6\"[^>]*?>.*?</c>",
                                Matcher.quoteReplacement(
                                        "<c r=\"C6\"><f>" + formula.replace("&", "&amp;") + "</f></c>")));

        assertThat(findings(title)).isEmpty();
    }

    @Test
    void aStaleFormulaHidesNoTable() throws Exception {
        XlsxParts stale = parts().edit(
                        RULES,
                        text -> text.replaceFirst(
                                "<c r=\"C6\"[^>]*?>.*?</c>",
                                "<c r=\"C6\" t=\"str\"><f>\"RuleTable \"&amp;Guide!B1</f><v></v></c>"));

        assertThat(findings(stale)).isEmpty();
        assertThat(findings(stale.edit(RULES, text -> text.replace("Guide!B1", "MYCALL(1)"))))
                .containsExactly("Rules!C6 FORMULA_NOT_CALCULATED");
    }

    @Test
    void manyAndLongChainsEndSoon() throws Exception {
        String chain = IntStream.rangeClosed(20, 6_000)
                .mapToObj(row -> "<row r=\"" + row + "\"><c r=\"H" + row + "\"><f>H" + (row + 1) + "&amp;H" + (row + 1)
                        + "&amp;\"x\"</f></c></row>")
                .collect(Collectors.joining());
        XlsxParts doubling =
                inRules("LEN(Guide!H20)").edit(GUIDE, text -> text.replace("</sheetData>", chain + "</sheetData>"));

        assertThat(findings(doubling)).singleElement().asString().endsWith("FORMULA_NOT_CALCULATED");
    }

    private static XlsxParts shared(String formula) throws IOException {
        return parts().edit(
                        RULES,
                        text -> text.replaceFirst(
                                        "<c r=\"C11\"[^>]*?(/>|>.*?</c>)",
                                        "<c r=\"C11\"><f t=\"shared\" ref=\"C11:C12\" si=\"0\">" + formula + "</f></c>")
                                .replaceFirst(
                                        "<c r=\"C12\"[^>]*?(/>|>.*?</c>)",
                                        "<c r=\"C12\"><f t=\"shared\" si=\"0\"/></c>"));
    }

    @Test
    void sharedFormulasAreCalculated() throws Exception {
        WorkbookReading read = reading(shared("ROW(A2)+LEN(J1)"));

        assertThat(read.findings()).extracting(Object::toString).isEmpty();
        assertThat(((WorkbookReading.Succeeded) read)
                        .workbook().table().rows().stream()
                                .map(row -> row.cells().get(0).text()))
                .containsExactly("2", "3", "");
        assertThat(findings(shared("Guide!B1")))
                .containsExactly("Rules!C11 FORMULA_NOT_CALCULATED", "Rules!C12 FORMULA_NOT_CALCULATED");
    }
}
