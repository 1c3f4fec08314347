package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.Policies.compile;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Finding;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.ls.DOMImplementationLS;

class AnnotationTests {

    /** A workbook as analysts have them: a chart, a name, formulas, a comment of their own; two faulty cells. */
    private static PolicySource analysts() {
        PolicySource plain = WorkbookFixture.over("spend12m", "orders12m")
                .row("10000~50000", "", "HIGH")
                .row(">= 500", "many", "MEDIUM")
                .row("", "", "LOW")
                .set("Guide!C3", "=1+1")
                .source();
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(plain.bytes()));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            workbook.createName().setNameName("limit");
            workbook.getName("limit").setRefersToFormula("Rules!$C$12");
            XSSFSheet guide = workbook.getSheet("Guide");
            Comment own = guide.createDrawingPatriarch()
                    .createCellComment(workbook.getCreationHelper().createClientAnchor());
            own.setString(workbook.getCreationHelper().createRichTextString("mine"));
            own.setAuthor("Ann");
            own.setAddress(new CellAddress("A1"));
            XSSFChart chart = guide.createDrawingPatriarch()
                    .createChart(guide.createDrawingPatriarch().createAnchor(0, 0, 0, 0, 4, 4, 9, 14));
            var data = chart.createData(
                    ChartTypes.LINE,
                    chart.createCategoryAxis(AxisPosition.BOTTOM),
                    chart.createValueAxis(AxisPosition.LEFT));
            data.addSeries(
                    XDDFDataSourcesFactory.fromArray(new String[] {"a", "b"}),
                    XDDFDataSourcesFactory.fromArray(new Double[] {1.0, 2.0}));
            chart.plot(data);
            workbook.write(out);
            return new PolicySource("tiers.xlsx", out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] annotated(PolicySource source) {
        return WorkbookAnnotator.annotate(source, compile(source).findings(), WorkbookLimits.DEFAULT, Locale.ENGLISH)
                .orElseThrow();
    }

    private static Workbook open(byte[] bytes) throws IOException {
        return WorkbookFactory.create(new ByteArrayInputStream(bytes));
    }

    private static List<String> ours(Sheet sheet) {
        return sheet.getCellComments().entrySet().stream()
                .filter(entry -> "Gradus".equals(entry.getValue().getAuthor()))
                .map(entry -> entry.getKey().formatAsString())
                .toList();
    }

    private static long marks(Sheet sheet) {
        var formatting = sheet.getSheetConditionalFormatting();
        long marks = 0;
        for (int i = 0; i < formatting.getNumConditionalFormattings(); i++) {
            String formula = String.valueOf(
                    formatting.getConditionalFormattingAt(i).getRule(0).getFormula1());
            marks += formula.contains("gradus finding") ? 1 : 0;
        }
        return marks;
    }

    @Test
    void faultyCellsAreMarkedAndListedWithLinks() throws IOException {
        try (Workbook workbook = open(annotated(analysts()))) {
            Sheet rules = workbook.getSheet("Rules");
            assertThat(ours(rules)).containsExactly("C11", "D12");
            assertThat(rules.getCellComment(new CellAddress("D12")).getString().getString())
                    .startsWith("Gradus ▸\nError NOT_A_NUMBER\nnot a number: many");
            assertThat(rules.getCellComment(new CellAddress("C11")).getString().getString())
                    .contains("→ write [10000..50000) if 50000 belongs to the next range");
            assertThat(marks(rules)).isEqualTo(2);
            Sheet findings = workbook.getSheet("Findings");
            assertThat(findings.getRow(0).getCell(0)).hasToString("Gradus: 2 errors, 1 warnings");
            assertThat(findings.getRow(3).getCell(0)).hasToString("Rules!C11");
            assertThat(findings.getRow(3).getCell(0).getHyperlink().getAddress())
                    .isEqualTo("'Rules'!C11");
            assertThat(workbook.getActiveSheetIndex()).isZero();
        }
    }

    @Test
    void annotatingTwiceLeavesOneSet() throws IOException {
        PolicySource once = new PolicySource("tiers.xlsx", annotated(analysts()));

        try (Workbook workbook = open(annotated(once))) {
            assertThat(ours(workbook.getSheet("Rules"))).containsExactly("C11", "D12");
            assertThat(marks(workbook.getSheet("Rules"))).isEqualTo(2);
            assertThat(workbook.getNumberOfSheets()).isEqualTo(5);
            assertThat(workbook.getSheet("Guide")
                            .getCellComment(new CellAddress("A1"))
                            .getString()
                            .getString())
                    .isEqualTo("mine");
        }
        assertThat(compile(once).findings().stream().map(Finding::toString))
                .isEqualTo(compile(analysts()).findings().stream()
                        .map(Finding::toString)
                        .toList());
    }

    @Test
    void findingsOfHiddenRowsAreMarkedAtTheHeadingBelow() throws IOException {
        PolicySource source = WorkbookFixture.over("age")
                .row(">= 60", "HIGH")
                .row(">= 30", "MEDIUM")
                .row("", "LOW")
                .source();

        try (Workbook workbook = open(annotated(source))) {
            assertThat(ours(workbook.getSheet("Rules"))).containsExactly("C10");
            Sheet findings = workbook.getSheet("Findings");
            assertThat(findings.getRow(3).getCell(0)).hasToString("Rules!C9");
            assertThat(findings.getRow(3).getCell(0).getHyperlink().getAddress())
                    .isEqualTo("'Rules'!C10");
        }
    }

    @Test
    void findingsOfHiddenRulesAndColumnsAreMarkedWhereTheyCanBeSeen() throws IOException {
        PolicySource source = WorkbookFixture.over("orders", "spend12m")
                .row(">= 3", "", "HIGH")
                .row("", ">= 5,000", "MEDIUM")
                .row("", "", "LOW")
                .scenario("often", Map.of("orders", 5), "HIGH")
                .scenario("much", Map.of("spend12m", new BigDecimal("9000")), "MEDIUM")
                .scenario("others", Map.of(), "LOW")
                .hideRows("Rules", 11)
                .hideColumn("Rules", "D")
                .source();

        try (Workbook workbook = open(annotated(source))) {
            assertThat(ours(workbook.getSheet("Rules"))).containsExactlyInAnyOrder("C12", "E12");
        }
    }

    @Test
    void theListPrintsOnPagesAsWideAsItself() throws IOException {
        try (Workbook workbook = open(annotated(analysts()))) {
            Sheet findings = workbook.getSheet("Findings");
            assertThat(findings.getPrintSetup().getLandscape()).isTrue();
            assertThat(findings.getFitToPage()).isTrue();
            assertThat(findings.getPrintSetup().getFitWidth()).isEqualTo((short) 1);
            assertThat(findings.getPrintSetup().getFitHeight()).isZero();
            assertThat(findings.getRow(0).getCell(0).getCellStyle().getWrapText())
                    .isFalse();
        }
    }

    @Test
    void anAnalystsOwnSheetOfThatNameStaysAndOursIsStillOne() throws IOException {
        byte[] own;
        try (XSSFWorkbook workbook =
                        new XSSFWorkbook(new ByteArrayInputStream(analysts().bytes()));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            workbook.createSheet("Findings").createRow(0).createCell(0).setCellValue("Gradus: my own notes");
            workbook.write(out);
            own = out.toByteArray();
        }

        byte[] twice = annotated(new PolicySource("tiers.xlsx", annotated(new PolicySource("tiers.xlsx", own))));

        try (Workbook workbook = open(twice)) {
            assertThat(workbook.getNumberOfSheets()).isEqualTo(6);
            assertThat(workbook.getSheet("Findings").getRow(0).getCell(0)).hasToString("Gradus: my own notes");
            assertThat(workbook.getSheet("Findings 2").getRow(3).getCell(0)).hasToString("Rules!C11");
        }
    }

    private interface Edit {
        void apply(Workbook workbook);
    }

    private static PolicySource edited(byte[] bytes, Edit edit) throws IOException {
        try (Workbook workbook = open(bytes);
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            edit.apply(workbook);
            workbook.write(out);
            return new PolicySource("tiers.xlsx", out.toByteArray());
        }
    }

    @Test
    void ourSheetIsReplacedWhereverItStands() throws IOException {
        PolicySource moved = edited(annotated(analysts()), workbook -> workbook.setSheetOrder("Findings", 0));

        try (Workbook workbook = open(annotated(moved))) {
            assertThat(workbook.getNumberOfSheets()).isEqualTo(5);
            assertThat(workbook.getSheet("Findings").getLastRowNum()).isEqualTo(5);
        }
    }

    @Test
    void linesThatAnAnalystAddedStandBelowTheNewList() throws IOException {
        PolicySource added = edited(annotated(analysts()), workbook -> {
            workbook.getSheet("Findings").createRow(7).createCell(0).setCellValue("ask Ann about C11");
            workbook.getSheet("Findings").getRow(7).createCell(1).setCellValue(7);
        });

        for (PolicySource source : List.of(added, new PolicySource("tiers.xlsx", annotated(added)))) {
            try (Workbook workbook = open(annotated(source))) {
                assertThat(workbook.getNumberOfSheets()).isEqualTo(5);
                Sheet list = workbook.getSheet("Findings");
                assertThat(list.getRow(3).getCell(0)).hasToString("Rules!C11");
                assertThat(list.getRow(7).getCell(0)).hasToString("ask Ann about C11");
                assertThat(list.getRow(7).getCell(1).getNumericCellValue()).isEqualTo(7);
                assertThat(list.getLastRowNum()).isEqualTo(7);
            }
        }
        byte[] mended = WorkbookAnnotator.annotate(added, List.of(), WorkbookLimits.DEFAULT, Locale.ENGLISH)
                .orElseThrow();
        try (Workbook workbook = open(mended)) {
            Sheet list = workbook.getSheet("Findings");
            assertThat(list.getRow(list.getLastRowNum()).getCell(0)).hasToString("ask Ann about C11");
        }
    }

    @Test
    void aListOfOursIsNeverReadAsRules() throws IOException {
        PolicySource named = edited(analysts().bytes(), workbook -> {
            workbook.setSheetName(workbook.getSheetIndex("Rules"), "RuleTable tiers");
            workbook.createSheet("Findings").createRow(0).createCell(0).setCellValue("my own notes");
        });
        PolicySource once = new PolicySource("tiers.xlsx", annotated(named));

        try (Workbook workbook = open(once.bytes())) {
            assertThat(workbook.getSheet("Findings 2").getRow(3).getCell(0)).hasToString("'RuleTable tiers'!C11");
        }
        assertThat(compile(once).findings().stream().map(Finding::toString))
                .isEqualTo(compile(named).findings().stream()
                        .map(Finding::toString)
                        .toList());
        PolicySource old = edited(
                once.bytes(),
                workbook -> workbook.getSheet("Findings 2").getRow(3).getCell(0).setCellValue("RuleTable tiers!C11"));
        assertThat(compile(old).findings().stream().map(Finding::toString))
                .isEqualTo(compile(named).findings().stream()
                        .map(Finding::toString)
                        .toList());
    }

    @Test
    void aCleanFileComesBackAsItIs() {
        PolicySource clean = WorkbookFixture.over("spend12m")
                .row(">= 5", "HIGH")
                .row(">= 1", "MEDIUM")
                .row("", "LOW")
                .source();

        assertThat(annotated(clean)).isEqualTo(clean.bytes());
    }

    @Test
    void aMendedFileLosesItsMarks() throws IOException {
        PolicySource once = new PolicySource("tiers.xlsx", annotated(analysts()));

        byte[] mended = WorkbookAnnotator.annotate(once, List.of(), WorkbookLimits.DEFAULT, Locale.ENGLISH)
                .orElseThrow();

        try (Workbook workbook = open(mended)) {
            assertThat(ours(workbook.getSheet("Rules"))).isEmpty();
            assertThat(marks(workbook.getSheet("Rules"))).isZero();
            assertThat(workbook.getSheet("Findings")).isNull();
        }
    }

    @Test
    void nothingElseChanges() {
        PolicySource source = analysts();
        Map<String, Document> before = parts(source.bytes());
        Map<String, Document> after = parts(annotated(source));

        assertThat(after.keySet()).containsAll(before.keySet());
        Set<String> added = after.keySet().stream()
                .filter(part -> !before.containsKey(part))
                .collect(Collectors.toSet());
        assertThat(added)
                .containsExactlyInAnyOrder(
                        "xl/comments1.xml",
                        "xl/drawings/vmlDrawing1.vml",
                        "xl/worksheets/sheet5.xml",
                        "xl/drawings/drawing2.xml",
                        "xl/worksheets/_rels/sheet1.xml.rels");
        assertThat(Objects.requireNonNull(after.get("xl/drawings/drawing2.xml"))
                        .getDocumentElement()
                        .hasChildNodes())
                .isFalse();
        before.forEach((part, document) -> {
            Document now = Objects.requireNonNull(after.get(part));
            if (part.startsWith("xl/worksheets/sheet")) {
                assertThat(text(withoutMarks(now))).as(part).isEqualTo(text(withoutMarks(document)));
            } else if (!LISTS_OF_PARTS.contains(part)) {
                assertThat(now.isEqualNode(document)).as(part).isTrue();
            }
        });
    }

    private static String text(Node node) {
        return ((DOMImplementationLS) node.getOwnerDocument().getImplementation())
                .createLSSerializer()
                .writeToString(node);
    }

    /** They name the parts, texts and styles that annotation adds. */
    private static final Set<String> LISTS_OF_PARTS = Set.of(
            "[Content_Types].xml",
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
            "docProps/app.xml",
            "docProps/core.xml");

    private static Element withoutMarks(Document sheet) {
        Element root = sheet.getDocumentElement();
        List<Node> ours = new ArrayList<>();
        NodeList children = root.getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            boolean mark = child.getNodeName().equals("conditionalFormatting")
                    && child.getTextContent().contains("gradus finding");
            if (mark || child.getNodeName().equals("legacyDrawing") || isEmptyDrawing(child)) {
                ours.add(child);
            }
        }
        ours.forEach(root::removeChild);
        // A prefix that is declared says nothing by itself.
        root.removeAttribute("xmlns:r");
        return root;
    }

    /** The library gives a sheet with comments a drawing too; in the sheet Rules it holds nothing. */
    private static boolean isEmptyDrawing(Node child) {
        return child.getNodeName().equals("drawing")
                && ((Element) child.getParentNode())
                                .getElementsByTagName("sheetProtection")
                                .getLength()
                        > 0;
    }

    private static Map<String, Document> parts(byte[] bytes) {
        Map<String, Document> parts = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), document(new ByteArrayInputStream(zip.readAllBytes())));
            }
            return parts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document document(InputStream xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(xml);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theOldFormatIsAnnotatedToo() throws IOException {
        try (HSSFWorkbook old = new HSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            old.createSheet("Rules").createRow(3).createCell(2).setCellValue("x");
            old.write(out);
            PolicySource source = new PolicySource("old.xls", out.toByteArray());

            byte[] first = annotated(source);

            try (Workbook workbook = open(annotated(new PolicySource("old.xls", first)))) {
                assertThat(workbook).isInstanceOf(HSSFWorkbook.class);
                assertThat(workbook.getSheet("Findings").getRow(3).getCell(3))
                        .hasToString("no cell starts with RuleTable, so there is no decision table");
                assertThat(workbook.getNumberOfSheets()).isEqualTo(2);
            }
        }
    }

    @Test
    void whatIsNoWorkbookCannotBeAnnotated() {
        PolicySource broken = new PolicySource("tiers.xlsx", new byte[] {1, 2, 3});

        assertThat(WorkbookAnnotator.annotate(
                        broken, compile(broken).findings(), WorkbookLimits.DEFAULT, Locale.ENGLISH))
                .isEmpty();
    }
}
