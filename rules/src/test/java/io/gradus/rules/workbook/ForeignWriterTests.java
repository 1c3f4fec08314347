package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.fixtures.XlsxParts;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks as other programs than Excel write them: they read the same. */
class ForeignWriterTests {

    private static final String TYPES = "[Content_Types].xml";
    private static final String BOOK = "xl/workbook.xml";
    private static final String LINKS = "xl/_rels/workbook.xml.rels";
    private static final String RULES = "xl/worksheets/sheet1.xml";
    private static final String CHART_SHEET =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml";
    private static final String RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    private static WorkbookFixture tiers() {
        return WorkbookFixture.over("orders", "spend12m")
                .row("0", "", "LOW")
                .row("", ">= 5,000", "HIGH")
                .row("", "", "MEDIUM")
                .scenario("buys much", Map.of("spend12m", new BigDecimal("9000")), "HIGH");
    }

    private static XlsxParts parts() throws IOException {
        return XlsxParts.of(tiers().source().bytes());
    }

    private static WorkbookReading reading(byte[] bytes) {
        return new WorkbookReader(VOCABULARY).read(new PolicySource("tiers.xlsx", bytes));
    }

    private static List<String> findings(byte[] bytes) {
        return reading(bytes).findings().stream()
                .map(finding -> (finding.place() + " " + finding.code()).strip())
                .toList();
    }

    private static void assertReadsTheSame(byte[] bytes) {
        WorkbookReading expected = reading(tiers().source().bytes());

        WorkbookReading read = reading(bytes);

        assertThat(read.findings()).isEqualTo(expected.findings());
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("workbook.guide")
                .isEqualTo(expected);
    }

    // ---- Content types

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bin|application/vnd.ms-excel.sheet.binary.macroEnabled.main",
                "BIN|application/vnd.ms-office.vbaProject",
                "xlm|application/vnd.ms-excel.intlmacrosheet+xml",
                "qt|application/vnd.openxmlformats-officedocument.spreadsheetml.queryTable+xml",
                "data|application/vnd.openxmlformats-officedocument.model+data",
                "vml|application/vnd.openxmlformats-officedocument.vmlDrawing"
            })
    void aKindForPartsThatAreNotThereIsHarmless(String extension, String kind) throws Exception {
        String usual = "<Default Extension=\"" + extension + "\" ContentType=\"" + kind + "\"/>";

        assertReadsTheSame(
                parts().replace(TYPES, "<Override", usual + "<Override").bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin", "Bin", "BIN"})
    void aKindForAPartThatIsThereIsNot(String extension) throws Exception {
        String macros = "<Default Extension=\"" + extension
                + "\" ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/>";

        assertThat(findings(parts().put("xl/harmless.bin", "x")
                        .replace(TYPES, "<Override", macros + "<Override")
                        .bytes()))
                .containsExactly("MACROS_REFUSED");
    }

    // ---- Sheets that are no worksheets, and sheets named twice

    private static XlsxParts chartSheet(String target) throws IOException {
        return parts().put(
                        "xl/chartsheets/sheet1.xml",
                        "<chartsheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
                                + "<sheetViews><sheetView workbookViewId=\"0\"/></sheetViews></chartsheet>")
                .replace(
                        TYPES,
                        "</Types>",
                        "<Override PartName=\"/xl/chartsheets/sheet1.xml\" ContentType=\"" + CHART_SHEET
                                + "\"/></Types>")
                .replace(
                        LINKS,
                        "</Relationships>",
                        "<Relationship Id=\"rId77\" Type=\"" + RELATION + "chartsheet\" Target=\"" + target
                                + "\"/></Relationships>")
                .replace(BOOK, "</sheets>", "<sheet name=\"Chart\" sheetId=\"77\" r:id=\"rId77\"/></sheets>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chartsheets/sheet1.xml",
                "/xl/chartsheets/sheet1.xml",
                "./chartsheets/sheet1.xml",
                "../xl/chartsheets/sheet1.xml",
                "worksheets/../chartsheets/sheet1.xml"
            })
    void aChartSheetIsNoWorksheetOfTheSameName(String target) throws Exception {
        assertReadsTheSame(chartSheet(target).bytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "worksheets/sheet1.xml",
                "/xl/worksheets/sheet1.xml",
                "worksheets/./sheet1.xml",
                "WORKSHEETS/Sheet1.xml",
                "worksheets\\sheet1.xml",
                "worksheets//sheet1.xml",
                " worksheets/sheet1.xml",
                "../xl/worksheets/sheet1.xml",
                "worksheets/sheet%31.xml",
                "worksheets/sheet1.xml#1",
                "worksheets/sheet1.xml?1"
            })
    void aSheetNamedTwiceIsRefusedHoweverItIsWritten(String target) throws Exception {
        XlsxParts twice = parts().replace(
                        LINKS,
                        "</Relationships>",
                        "<Relationship Id=\"rId77\" Type=\"" + RELATION + "worksheet\" Target=\"" + target
                                + "\"/></Relationships>")
                .replace(BOOK, "</sheets>", "<sheet name=\"Again\" sheetId=\"77\" r:id=\"rId77\"/></sheets>");

        assertThat(findings(twice.bytes())).containsExactly("FILE_PART_REFUSED");
    }

    // ---- Heights and widths

    static Stream<Arguments> heights() {
        return Stream.of(
                Arguments.of("<sheetFormatPr[^>]*/>", ""),
                Arguments.of("<sheetFormatPr[^>]*/>", "<sheetFormatPr baseColWidth=\"0\" defaultRowHeight=\"15\"/>"),
                Arguments.of("<sheetFormatPr[^>]*/>", "<sheetFormatPr defaultRowHeight=\"0\"/>"),
                Arguments.of("<sheetFormatPr[^>]*/>", "<sheetFormatPr zeroHeight=\"1\" defaultRowHeight=\"15\"/>"),
                Arguments.of(
                        "<sheetFormatPr[^>]*/>", "<sheetFormatPr defaultColWidth=\"12.6\" defaultRowHeight=\"15\"/>"),
                Arguments.of("<cols>.*?</cols>", ""),
                Arguments.of("<cols>.*?</cols>", "<cols><col min=\"1\" max=\"9\" style=\"1\"/></cols>"),
                Arguments.of(" ht=\"[^\"]*\"", ""),
                Arguments.of(" customHeight=\"[^\"]*\"", ""),
                Arguments.of(" spans=\"[^\"]*\"", " "));
    }

    @ParameterizedTest
    @MethodSource("heights")
    void whatSaysNothingOfHeightsAndWidthsHidesNothing(String pattern, String replacement) throws Exception {
        assertReadsTheSame(parts().edit(RULES, text -> text.replaceAll("(?s)" + pattern, replacement) + " ")
                .bytes());
    }

    static Stream<Arguments> hiding() {
        return Stream.of(
                Arguments.of("(<row r=\"11\")[^>]*>", "$1 hidden=\"1\">", "Rules!C11 ROW_HIDDEN"),
                Arguments.of("(<row r=\"11\")[^>]*>", "$1 ht=\"0\" customHeight=\"1\">", "Rules!C11 ROW_HIDDEN"),
                Arguments.of("<col (min=\"4\" max=\"4\")[^>]*/>", "<col $1 hidden=\"1\"/>", "Rules!D12 COLUMN_HIDDEN"),
                Arguments.of("<col (min=\"4\" max=\"4\")[^>]*/>", "<col $1 width=\"0\"/>", "Rules!D12 COLUMN_HIDDEN"));
    }

    @ParameterizedTest
    @MethodSource("hiding")
    void whatIsHiddenIsFoundStill(String pattern, String replacement, String finding) throws Exception {
        assertThat(findings(parts().edit(RULES, text -> text.replaceAll(pattern, replacement))
                        .bytes()))
                .containsExactly(finding);
    }

    @Test
    void aUsualHeightOfNothingHidesRows() throws Exception {
        XlsxParts flat = parts().edit(
                        RULES,
                        text -> text.replaceAll(
                                        "<sheetFormatPr[^>]*/>",
                                        "<sheetFormatPr customHeight=\"1\" defaultRowHeight=\"0\"/>")
                                .replaceAll(" ht=\"[^\"]*\"", ""));

        assertThat(findings(flat.bytes())).containsExactly("Rules!C11 ROW_HIDDEN");
    }
}
