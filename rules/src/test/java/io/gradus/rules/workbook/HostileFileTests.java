package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gradus.rules.Finding;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, made to do harm, or unlucky: each is refused at its place or reads the same, and soon. */
class HostileFileTests {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String TYPES = "[Content_Types].xml";
    private static final String BOOK = "xl/workbook.xml";
    private static final String RULES = "xl/worksheets/sheet1.xml";
    private static final String GUIDE = "xl/worksheets/sheet4.xml";
    private static final String STRINGS = "xl/sharedStrings.xml";

    private static WorkbookFixture tiers() {
        return WorkbookFixture.over("orders", "spend12m")
                .row("0", "", "LOW")
                .row("", ">= 5,000", "HIGH")
                .row("", "", "MEDIUM")
                .scenario("buys much", Map.of("spend12m", new BigDecimal("9000")), "HIGH");
    }

    private static byte[] tiersXlsx() {
        return tiers().source().bytes();
    }

    private static WorkbookReading reading(PolicySource source, WorkbookLimits limits) {
        return assertTimeoutPreemptively(SOON, () -> new WorkbookReader(VOCABULARY, limits).read(source));
    }

    private static List<String> findings(PolicySource source, WorkbookLimits limits) {
        List<Finding> findings = reading(source, limits).findings();
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE)) {
            assertThat(findings)
                    .allSatisfy(finding -> assertThat(finding.message(language)).isNotBlank());
        }
        return findings.stream()
                .map(finding -> (finding.place() + " " + finding.code()).strip())
                .toList();
    }

    private static List<String> findings(WorkbookFixture fixture) {
        return findings(fixture.source(), WorkbookLimits.DEFAULT);
    }

    private static List<String> findings(byte[] bytes) {
        return findings(new PolicySource("tiers.xlsx", bytes), WorkbookLimits.DEFAULT);
    }

    private static PolicyWorkbook model(PolicySource source) {
        WorkbookReading reading = reading(source, WorkbookLimits.DEFAULT);
        assertThat(reading).as("%s", reading.findings()).isInstanceOf(WorkbookReading.Succeeded.class);
        return ((WorkbookReading.Succeeded) reading).workbook();
    }

    private static void assertReadsTheSame(byte[] bytes) {
        assertReadsTheSame("tiers.xlsx", bytes);
    }

    private static void assertReadsTheSame(String name, byte[] bytes) {
        PolicyWorkbook plain = model(tiers().source());

        PolicyWorkbook read = model(new PolicySource(name, bytes));

        assertThat(read.table()).usingRecursiveComparison().isEqualTo(plain.table());
        assertThat(read.scenarios()).usingRecursiveComparison().isEqualTo(plain.scenarios());
        assertThat(read.policy()).isEqualTo(plain.policy());
    }

    private static Map<String, byte[]> parts(byte[] xlsx) throws IOException {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(xlsx))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    private static byte[] zip(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] with(String part, byte[] content) throws IOException {
        Map<String, byte[]> parts = parts(tiersXlsx());
        parts.put(part, content);
        return zip(parts);
    }

    /** The workbook with one part's text changed; the change must find something to change. */
    private static byte[] edited(String part, UnaryOperator<String> edit) throws IOException {
        return edited(tiersXlsx(), part, edit);
    }

    private static byte[] edited(byte[] xlsx, String part, UnaryOperator<String> edit) throws IOException {
        Map<String, byte[]> parts = parts(xlsx);
        String text = new String(parts.getOrDefault(part, new byte[0]), StandardCharsets.UTF_8);
        String changed = edit.apply(text);
        assertThat(changed).isNotEqualTo(text);
        parts.put(part, changed.getBytes(StandardCharsets.UTF_8));
        return zip(parts);
    }

    private static byte[] edited(Consumer<XSSFWorkbook> edit) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(tiersXlsx()));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            edit.accept(workbook);
            workbook.write(out);
            return out.toByteArray();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---- Files that are no workbook, or cannot be opened

    @ParameterizedTest
    @ValueSource(strings = {"hello", "a <b> c", "\u0089PNG\r\n\u001a\n", "PK\u0003\u0004", "PK"})
    void anotherKindOfFileUnderTheRightNameIsRefused(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);

        assertThat(findings(bytes)).containsExactly("FILE_UNREADABLE");
        assertThat(findings(new PolicySource("tiers.xls", bytes), WorkbookLimits.DEFAULT))
                .containsExactly("FILE_UNREADABLE");
    }

    @Test
    void anyOtherZipArchiveIsRefused() throws Exception {
        assertThat(findings(zip(Map.of("readme.txt", utf8("hello"))))).containsExactly("FILE_UNREADABLE");
        assertThat(findings(zip(Map.of()))).containsExactly("FILE_UNREADABLE");
    }

    @Test
    void aTruncatedFileIsRefusedWhereverItEnds() {
        byte[] whole = tiersXlsx();

        for (int part = 1; part < 20; part++) {
            assertThat(findings(Arrays.copyOf(whole, whole.length * part / 20))).containsExactly("FILE_UNREADABLE");
        }
        assertThat(findings(Arrays.copyOf(whole, whole.length - 1))).containsExactly("FILE_UNREADABLE");
    }

    @Test
    void aTruncatedOldFileIsRefused() throws Exception {
        byte[] whole = xls(workbook -> {});

        for (int part = 1; part < 10; part++) {
            byte[] truncated = Arrays.copyOf(whole, whole.length * part / 10);
            assertThat(findings(new PolicySource("tiers.xls", truncated), WorkbookLimits.DEFAULT))
                    .isNotEmpty()
                    .allMatch(finding -> !finding.isBlank());
        }
    }

    @Test
    void damagedBytesAnywhereNeverEscapeAsAnException() {
        Random random = new Random(20260101);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = tiersXlsx();
            for (int change = 0; change < 5; change++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThat(reading(new PolicySource("tiers.xlsx", damaged), WorkbookLimits.DEFAULT))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", Decryptor.DEFAULT_PASSWORD})
    void anEncryptedFileIsRefusedEvenUnderThePasswordThatAllKnow(String password) throws Exception {
        assertThat(findings(encrypted(tiersXlsx(), password))).containsExactly("FILE_ENCRYPTED");
    }

    private static byte[] encrypted(byte[] xlsx, String password) throws Exception {
        try (POIFSFileSystem files = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword(password);
            try (OutputStream stream = encryptor.getDataStream(files)) {
                stream.write(xlsx);
            }
            files.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    /** Copies values, which is all that the old format has to carry here. */
    private static byte[] xls(Consumer<HSSFWorkbook> edit) throws IOException {
        try (Workbook from = new XSSFWorkbook(new ByteArrayInputStream(tiersXlsx()));
                HSSFWorkbook to = new HSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            from.forEach(sheet -> {
                var copy = to.createSheet(sheet.getSheetName());
                sheet.forEach(row -> {
                    var target = copy.createRow(row.getRowNum());
                    row.forEach(cell -> copy(cell, target.createCell(cell.getColumnIndex())));
                });
            });
            edit.accept(to);
            to.write(out);
            return out.toByteArray();
        }
    }

    private static void copy(Cell from, Cell to) {
        if (from.getCellType() == CellType.NUMERIC) {
            to.setCellValue(from.getNumericCellValue());
        } else if (from.getCellType() == CellType.STRING) {
            to.setCellValue(from.getStringCellValue());
        }
    }

    @Test
    void aFormatUnderTheNameOfTheOtherLoads() throws Exception {
        assertReadsTheSame("tiers.xls", tiersXlsx());
        assertReadsTheSame("tiers.xlsx", xls(workbook -> {}));
    }

    // ---- Code and links

    @Test
    void macrosAreRefusedByTheirName() throws Exception {
        byte[] project = with("xl/vbaProject.bin", new byte[] {1, 2, 3});

        assertThat(findings(project)).containsExactly("MACROS_REFUSED");
        assertThat(reading(new PolicySource("tiers.xlsx", project), WorkbookLimits.DEFAULT)
                        .findings()
                        .get(0)
                        .message(Locale.ENGLISH))
                .contains("xl/vbaProject.bin");
        assertThat(findings(edited(
                        TYPES,
                        text -> text.replace(
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                                "application/vnd.ms-excel.sheet.macroEnabled.main+xml"))))
                .containsExactly("MACROS_REFUSED");
        assertThat(
                        findings(
                                edited(
                                        TYPES,
                                        text -> text.replace(
                                                "</Types>",
                                                "<Override PartName=\"/xl/x.xml\" ContentType=\"application/vnd.ms-excel.macrosheet+xml\"/></Types>"))))
                .containsExactly("MACROS_REFUSED");
        assertThat(findings(new PolicySource("tiers.xlsm", tiersXlsx()), WorkbookLimits.DEFAULT))
                .containsExactly("FILE_TYPE_UNKNOWN");
    }

    @Test
    void macrosInAnOldFileAreRefused() throws Exception {
        byte[] old = xls(workbook -> {});
        try (POIFSFileSystem files = new POIFSFileSystem(new ByteArrayInputStream(old));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            files.getRoot().createDirectory("_VBA_PROJECT_CUR");
            files.writeFilesystem(out);

            assertThat(findings(out.toByteArray())).containsExactly("MACROS_REFUSED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.queryTable+xml"
            })
    void partsThatLinkToOtherFilesOrTheWebAreRefused(String contentType) throws Exception {
        String override = "<Override PartName=\"/xl/links/link1.xml\" ContentType=\"" + contentType + "\"/></Types>";

        assertThat(findings(edited(TYPES, text -> text.replace("</Types>", override))))
                .containsExactly("LINKS_REFUSED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEBSERVICE(\"http://127.0.0.1/x\")",
                "_xlfn.WEBSERVICE(\"http://127.0.0.1/x\")",
                "1+hyperlink(\"http://127.0.0.1/x\",5)",
                "[1]Sheet1!A1",
                "SUM('[1]My Sheet'!A1:A9)",
                "'C:\\rates\\[rates.xlsx]Sheet1'!A1",
                "[rates.xlsx]Sheet1!A1",
                "[1]!Rates",
                "'file:///tmp/rates.xlsx'#$Sheet1.A1",
                "cmd|'/C calc'!A0",
                "RTD(\"x\",,\"y\")",
                "INDIRECT(\"A\"&\"1\")",
                "_xlfn.IMAGE(\"http://127.0.0.1/x\")",
                "IMPORTXML(\"http://127.0.0.1/x\",\"//a\")",
                "'\\\\server\\share\\[r.xlsx]S'!A1"
            })
    void aFormulaThatReachesOutIsRefusedAtItsCellWhateverItShows(String formula) throws Exception {
        assertThat(findings(formula("C11", formula, "<v>0</v>"))).containsExactly("Rules!C11 FORMULA_REACHES_OUT");
    }

    /** The workbook with a formula and what it shows in a cell of the sheet Rules. */
    private static byte[] formula(String cell, String formula, String shown) throws IOException {
        String escaped = formula.replace("&", "&amp;").replace("<", "&lt;");
        return edited(
                RULES,
                text -> text.replaceFirst(
                        "<c r=\"" + cell + "\"[^>]*?(/>|>.*?</c>)",
                        java.util.regex.Matcher.quoteReplacement(
                                "<c r=\"" + cell + "\"><f>" + escaped + "</f>" + shown + "</c>")));
    }

    @Test
    void aValueIsNotLaunderedThroughAnotherSheetOrAName() throws Exception {
        assertThat(findings(tiers().set("Guide!A3", "=1+1").set("Rules!C11", "=Guide!A3-2")))
                .isEmpty();
        byte[] guide = edited(
                tiers().set("Guide!A3", 0).source().bytes(),
                GUIDE,
                text -> text.replaceFirst("(<c r=\"A3\"[^>]*>)", "$1<f>[1]Sheet1!A1</f>"));
        assertThat(findings(guide)).isEmpty();
        byte[] read = edited(guide, RULES, text -> text.replaceFirst("(<c r=\"C11\"[^>]*>)", "$1<f>Guide!A3</f>"));
        assertThat(findings(read)).containsExactly("Guide!A3 FORMULA_REACHES_OUT");
        byte[] name = edited(
                BOOK,
                text -> text.replace(
                        "</sheets>",
                        "</sheets><definedNames><definedName name=\"rate\">[1]Sheet1!$A$1</definedName></definedNames>"));
        assertThat(findings(name)).containsExactly("LINKS_REFUSED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1-1", "SUM(Tests!B5:B5)*0", "Table1[Orders]*0", "IF(\"[1]x|http://\"=\"\",1,0)", "MYCALL+0"})
    void otherFormulasCountByTheValueTheyShow(String formula) throws Exception {
        assertThat(findings(formula("C11", formula, "<v>0</v>"))).isEmpty();
    }

    @Test
    void aFormulaMayShowAnEmptyText() throws Exception {
        assertThat(findings(edited(
                        RULES,
                        text -> text.replaceFirst(
                                "<c r=\"C11\"[^>]*?(/>|>.*?</c>)", "<c r=\"C11\" t=\"str\"><f>\"\"</f><v></v></c>"))))
                .noneMatch(finding -> finding.endsWith("FORMULA_NOT_CALCULATED"));
    }

    @Test
    void noExternalReferenceIsEverFetched() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(300);
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            String doctype = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + address + "\"> <!ENTITY % p SYSTEM \"" + address
                    + "\"> %p;]>";
            for (String part :
                    List.of(RULES, BOOK, TYPES, STRINGS, "xl/styles.xml", "_rels/.rels", "docProps/core.xml")) {
                assertThat(findings(edited(part, text -> declaring(doctype, text))))
                        .containsExactly("FILE_DOCTYPE");
                String external = "<!DOCTYPE x SYSTEM \"" + address + "\">";
                assertThat(findings(edited(part, text -> declaring(external, text))))
                        .containsExactly("FILE_DOCTYPE");
            }
            findings(formula("C11", "WEBSERVICE(\"" + address + "\")", "<v>0</v>"));
            findings(edited(
                    "xl/_rels/workbook.xml.rels",
                    text -> text.replace(
                            "</Relationships>",
                            "<Relationship Id=\"rId99\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                                    + "relationships/externalLinkPath\" Target=\"" + address
                                    + "\" TargetMode=\"External\"/></Relationships>")));
            findings(edited(
                    RULES,
                    text -> text.replaceFirst(
                            "<worksheet ",
                            "<worksheet xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"x "
                                    + address + "\" ")));

            assertThat(isCalled(server)).isFalse();
        }
    }

    private static boolean isCalled(ServerSocket server) throws IOException {
        try {
            server.accept().close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static String declaring(String doctype, String xml) {
        return xml.startsWith("<?xml") ? xml.replaceFirst("\\?>\\s*", "?>" + doctype) : doctype + xml;
    }

    @Test
    void entitiesAreNeverExpanded() throws Exception {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY a" + i + " \"" + ("&a" + (i - 1) + ";").repeat(10) + "\">");
        }
        laughs.append("]>");

        assertThat(findings(edited(
                        STRINGS,
                        text -> declaring(laughs.toString(), text)
                                .replaceFirst("</sst>", "<si><t>&a29;</t></si></sst>"))))
                .containsExactly("FILE_DOCTYPE");
        assertThat(findings(edited(STRINGS, text -> text.replaceFirst("</sst>", "<si><t>&undeclared;</t></si></sst>"))))
                .containsExactly("FILE_UNREADABLE");
        byte[] utf16 = declaring(laughs.toString(), "<?xml version=\"1.0\" encoding=\"UTF-16\"?><x>&a29;</x>")
                .getBytes(StandardCharsets.UTF_16);
        assertThat(findings(with("xl/theme/other.xml", utf16))).containsExactly("FILE_DOCTYPE");
    }

    // ---- Archives

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../escaped.xml",
                "/escaped.xml",
                "xl/../../escaped.xml",
                "..\\escaped.xml",
                "C:/escaped.xml",
                "xl/a\nb.xml"
            })
    void aPartWhoseNameLeadsOutIsRefusedAndNothingIsWritten(String name) throws Exception {
        assertThat(findings(with(name, utf8("<x/>")))).containsExactly("FILE_PART_REFUSED");

        Path here = Path.of("").toAbsolutePath();
        List<Path> folders = List.of(
                here,
                here.resolveSibling(""),
                here.resolve("../.."),
                here.getRoot(),
                Path.of(System.getProperty("java.io.tmpdir")));
        assertThat(folders)
                .allSatisfy(folder ->
                        assertThat(Files.exists(folder.resolve("escaped.xml"))).isFalse());
    }

    @Test
    void aPartThatStandsTwiceIsRefused() throws Exception {
        assertThat(findings(with("XL/WORKSHEETS/sheet1.xml", utf8("<x/>")))).containsExactly("FILE_PART_REFUSED");
    }

    @Test
    void manyPartsAreRefused() throws Exception {
        Map<String, byte[]> parts = parts(tiersXlsx());
        IntStream.range(0, 60_000).forEach(i -> parts.put("x/" + i + ".txt", new byte[0]));

        assertThat(findings(zip(parts))).containsExactly("FILE_PARTS_TOO_MANY");
    }

    @Test
    void whatUnpacksToTooMuchIsRefused() throws Exception {
        byte[] noise = new byte[2_000_000];
        new Random(1).nextBytes(noise);
        Map<String, byte[]> parts = parts(tiersXlsx());
        parts.put("xl/media/noise.png", noise);
        parts.put("xl/media/zeros.bin", new byte[60_000_000]);

        assertThat(findings(with("xl/media/zeros.bin", new byte[60_000_000])))
                .containsExactly("FILE_UNPACKED_TOO_LARGE");
        assertThat(findings(zip(parts))).containsExactly("FILE_UNPACKED_TOO_LARGE");
        assertThat(findings(with(GUIDE, utf8("<x>" + " ".repeat(40_000_000) + "</x>"))))
                .containsExactly("FILE_UNPACKED_TOO_LARGE");
    }

    // ---- Sheets that claim or hold too much

    private static byte[] guide(String inner) throws IOException {
        return with(
                GUIDE,
                utf8("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">" + inner
                        + "</worksheet>"));
    }

    @Test
    void aClaimedSizeIsNotBelieved() throws Exception {
        assertReadsTheSame(edited(
                RULES, text -> text.replaceFirst("<dimension ref=\"[^\"]*\"/>", "<dimension ref=\"A1:XFD1048576\"/>")));
        assertReadsTheSame(
                edited(RULES, text -> text.replaceFirst("<dimension ref=\"[^\"]*\"/>", "<dimension ref=\"A1\"/>")));
        assertReadsTheSame(edited(STRINGS, text -> text.replaceFirst("count=\"\\d+\"", "count=\"2147483647\"")));
    }

    @Test
    void aBlankCellInTheLastCornerCostsNothing() throws Exception {
        assertReadsTheSame(edited(workbook -> workbook.forEach(
                sheet -> sheet.createRow(1_048_575).createCell(16_383).setCellStyle(workbook.getCellStyleAt(1)))));
    }

    @Test
    void aFilledCellInTheLastCornerIsRefusedThere() throws Exception {
        assertThat(findings(edited(workbook -> workbook.getSheet("Rules")
                        .createRow(1_048_575)
                        .createCell(16_383)
                        .setCellValue("x"))))
                .containsExactly("Rules!XFD1048576 CELL_TOO_FAR");
        assertThat(findings(edited(workbook -> workbook.getSheet("Tests")
                        .createRow(1_048_575)
                        .createCell(0)
                        .setCellValue("x"))))
                .containsExactly("Tests!A1048576 CELL_TOO_FAR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<row r=\"4294967296\"><c r=\"A1\"/></row>", "<row r=\"x\"/>"})
    void impossibleRowsAreRefused(String row) throws Exception {
        assertThat(findings(guide("<sheetData>" + row + "</sheetData>"))).containsExactly("FILE_UNREADABLE");
    }

    @Test
    void moreThanAllowedIsRefusedBeforeItIsBuilt() throws Exception {
        assertThat(findings(guide("<sheetData><row>" + "<c/>".repeat(300_000) + "</row></sheetData>")))
                .containsExactly("CELLS_TOO_MANY");
        assertThat(findings(guide("<sheetData>" + "<row/>".repeat(200_000) + "</sheetData>")))
                .containsExactly("FILE_TOO_COMPLEX");
        assertThat(findings(guide("<cols>" + "<col min=\"1\" max=\"16384\"/>".repeat(20_000) + "</cols><sheetData/>")))
                .containsExactly("FILE_TOO_COMPLEX");
        assertThat(findings(guide("<sheetData/>" + "<x>".repeat(20_000) + "</x>".repeat(20_000))))
                .containsExactly("FILE_TOO_COMPLEX");
    }

    @Test
    void aSheetThatIsNamedTwiceIsNotReadTwice() throws Exception {
        assertThat(findings(edited(
                        BOOK,
                        text -> text.replace(
                                "</sheets>", "<sheet name=\"a\" sheetId=\"90\" r:id=\"rId3\"/></sheets>"))))
                .containsExactly("FILE_PART_REFUSED");
        assertThat(findings(edited(
                        "xl/_rels/workbook.xml.rels",
                        text -> text.replaceFirst("sheets/sheet4.xml", "sheets/sheet1.xml"))))
                .containsExactly("FILE_PART_REFUSED");
        assertThat(findings(edited(
                        TYPES,
                        text -> text.replace(
                                "</Types>",
                                "<Override PartName=\"/a.xml\" ContentType=\"a/b\"/>".repeat(5_000) + "</Types>"))))
                .containsExactly("FILE_TOO_COMPLEX");
    }

    @Test
    void poiItselfWouldRefuseADocumentType() throws Exception {
        for (String part : List.of(RULES, BOOK, TYPES, STRINGS)) {
            byte[] declared = edited(part, text -> declaring("<!DOCTYPE x [<!ENTITY e \"x\">]>", text));
            assertThatThrownBy(() -> new XSSFWorkbook(new ByteArrayInputStream(declared)).close())
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    void oneLongTextInManyCellsIsRefused() throws Exception {
        byte[] strings = edited(
                STRINGS, text -> text.replaceFirst("(<sst[^>]*>)", "$1<si><t>" + "x y".repeat(3_000) + "</t></si>"));
        Map<String, byte[]> parts = parts(strings);
        String cells = "<c t=\"s\"><v>0</v></c>".repeat(100_000);
        String rows = cells.replaceAll("((?:<c.*?</c>){100})", "<row>$1</row>");
        parts.put(
                GUIDE,
                utf8("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + rows
                        + "</sheetData></worksheet>"));

        assertThat(findings(zip(parts))).containsExactly("FILE_UNPACKED_TOO_LARGE");
    }

    @Test
    void mergedRegionsByTheThousandAreReadAtOnce() throws Exception {
        String regions = IntStream.range(100, 60_100)
                .mapToObj(row -> "<mergeCell ref=\"A" + row + ":C" + row + "\"/>")
                .collect(java.util.stream.Collectors.joining());

        assertReadsTheSame(edited(RULES, text -> text.replaceFirst("<mergeCells[^>]*>", "<mergeCells>" + regions)));
    }

    @Test
    void aCellMergedToTheLastRowIsRefusedThere() throws Exception {
        assertThat(findings(edited(workbook ->
                        workbook.getSheet("Rules").addMergedRegion(CellRangeAddress.valueOf("D12:D1048576")))))
                .containsExactly("Rules!D12 CELL_TOO_FAR");
    }

    @Test
    void aLongTextIsRefusedAtItsCell() throws Exception {
        byte[] longNote =
                edited(STRINGS, text -> text.replaceFirst("row 12</t>", "row 12" + " long".repeat(8_000) + "</t>"));

        assertThat(findings(longNote)).containsExactly("Rules!B12 CELL_TOO_LONG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "1,000,", "1,", "非 ", "9", "[", "1 or ", ">=", "９", "含", "1..", "A, "})
    void theLongestTextsOfAnyShapeAreReadSoon(String piece) {
        String text = piece.repeat(9_900 / piece.length());

        assertThat(findings(tiers().set("Rules!C11", text)))
                .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
                .startsWith("Rules!C11 N");
        assertThat(findings(WorkbookFixture.over("region").row(text, "LOW").row("", "HIGH")))
                .allMatch(finding -> finding.startsWith("Rules!C11 "));
    }

    @ParameterizedTest
    @CsvSource({
        "spend12m, 1e308, NUMBER_TOO_LONG",
        "spend12m, 1e-308, NUMBER_TOO_LONG",
        "spend12m, -1.7976931348623157e308, NUMBER_TOO_LONG",
        "orders, 1e308, NUMBER_TOO_LONG",
        "orders, 1e10, NOT_A_WHOLE_NUMBER"
    })
    void numbersBeyondAllMeasureAreRefusedAtTheirCell(String field, double number, String code) {
        WorkbookFixture fixture = WorkbookFixture.over(field).row("", "HIGH").set("Rules!C11", number);

        assertThat(findings(fixture)).contains("Rules!C11 " + code);
    }

    @Test
    void aDecimalCommaIsRefusedAtItsCell() {
        assertThat(findings(tiers().set("Rules!D12", "0,5"))).containsExactly("Rules!D12 COMMA_AMBIGUOUS");
    }

    @Test
    void aHostileNumberFormatCostsNothing() throws Exception {
        for (String piece : List.of("[", "[$", "#,", "?/", "\"", "0.", "[h]", ";", "yyyy", "E+", "_x", "*x")) {
            byte[] formatted = edited(
                    tiers().set("Rules!C11", 0)
                            .format("Rules!C11", "0.00")
                            .source()
                            .bytes(),
                    "xl/styles.xml",
                    text -> text.replaceFirst(
                            "formatCode=\"0.00\"|<numFmts[^>]*>",
                            "<numFmts count=\"1\"><numFmt numFmtId=\"2\" formatCode=\""
                                    + java.util.regex.Matcher.quoteReplacement(
                                            piece.replace("\"", "&quot;").repeat(10_000 / piece.length()))
                                    + "\"/>"));
            assertThat(reading(new PolicySource("tiers.xlsx", formatted), WorkbookLimits.DEFAULT))
                    .isNotNull();
        }
    }

    // ---- Dates, hidden sheets, names, encodings

    @Test
    void daysCountedFrom1904AreTheDaysTheyShow() throws Exception {
        WorkbookFixture fixture =
                WorkbookFixture.over("firstOrderAt").row("", "HIGH").row("", "LOW");
        LocalDate day = LocalDate.of(2026, 3, 31);
        byte[] from1904 = edited(
                fixture.set("Rules!C11", day.minusDays(1462)).source().bytes(),
                BOOK,
                text -> text.replaceFirst("<workbookPr[^>]*/>", "<workbookPr date1904=\"1\"/>"));

        PolicyWorkbook read = model(new PolicySource("tiers.xlsx", from1904));

        DecisionTable.Cell cell = read.table().rows().get(0).cells().get(0);
        assertThat(cell.condition().matches(day)).isTrue();
        assertThat(cell.condition().matches(day.minusDays(1462))).isFalse();
        assertThat(cell.text()).isEqualTo("2026-03-31");
    }

    @ParameterizedTest
    @EnumSource(names = {"HIDDEN", "VERY_HIDDEN"})
    void rulesThatNobodySeesAreRefused(SheetVisibility visibility) throws Exception {
        assertThat(findings(edited(workbook -> workbook.setSheetVisibility(0, visibility))))
                .containsExactly("Rules SHEET_HIDDEN");
        assertThat(findings(edited(workbook -> workbook.setSheetVisibility(1, visibility))))
                .containsExactly("Policy SHEET_HIDDEN");
        assertReadsTheSame(edited(workbook -> workbook.setSheetVisibility(3, visibility)));
    }

    @Test
    void namesThatDifferByCaseOrSpacesOnlyAreReported() throws Exception {
        assertThat(findings(edited(workbook -> workbook.createSheet("rules ").createRow(0))))
                .containsExactly("rules  SHEET_NAME_TWICE");
        assertThat(findings(edited(BOOK, text -> text.replace("name=\"Guide\"", "name=\"policy\""))))
                .containsExactly("policy SHEET_NAME_TWICE");
        assertThat(findings(tiers().set("Policy!A12", "ID").set("Policy!C12", "other")))
                .containsExactly("Policy!A12 POLICY_ENTRY_TWICE");
        assertThat(findings(tiers().scenario("Buys  much", Map.of("spend12m", new BigDecimal("9001")), "HIGH")))
                .containsExactly("Tests!A6 SCENARIO_NAME_TWICE");
        assertReadsTheSame(edited(
                BOOK,
                text -> text.replace(
                        "</sheets>",
                        "</sheets><definedNames><definedName name=\"x\">Rules!$A$1</definedName><definedName"
                                + " name=\"X\">Policy!$A$1</definedName></definedNames>")));
    }

    @Test
    void missingTablesAndActionsAreNamed() throws Exception {
        assertThat(findings(tiers().set("Rules!C6", ""))).containsExactly("RULE_TABLE_MISSING");
        assertThat(findings(tiers().set("Rules!E7", ""))).containsExactly("Rules!C6 ACTION_MISSING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "GB18030", "UTF-8"})
    void aPartInAnotherEncodingThatItDeclaresReadsTheSame(String encoding) throws Exception {
        Map<String, byte[]> parts = parts(tiersXlsx());
        for (String part : List.of(RULES, STRINGS)) {
            String text = new String(parts.getOrDefault(part, new byte[0]), StandardCharsets.UTF_8)
                    .replaceFirst("^<\\?xml.*?\\?>\\s*", "");
            String declared = "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>" + text;
            parts.put(part, declared.getBytes(Charset.forName(encoding)));
        }

        assertReadsTheSame(zip(parts));
    }

    @Test
    void aPartInAnotherEncodingThanItDeclaresIsRefused() throws Exception {
        assertThat(findings(with(
                        STRINGS,
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><sst><si><t>策略</t></si></sst>"
                                .getBytes(Charset.forName("GB18030")))))
                .containsExactly("FILE_UNREADABLE");
        assertThat(findings(edited(STRINGS, text -> text.replaceFirst("row 12", "row\0"))))
                .containsExactly("FILE_UNREADABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"_x0000_", "_x0007_", "&#x85;", "&#x2028;", "&#x202E;", "_x000A_", "_x001B_"})
    void controlCharactersAreRefusedAtTheirCell(String control) throws Exception {
        byte[] bytes = edited(
                WorkbookFixture.over("region")
                        .row("North", "LOW")
                        .row("", "HIGH")
                        .source()
                        .bytes(),
                STRINGS,
                text -> text.replaceFirst(">North<", ">No" + control + "rth<"));

        assertThat(findings(bytes)).containsExactly("Rules!C11 TEXT_REFUSED");
    }

    @Test
    void aTextThatStartsLikeAFormulaIsWrittenAsAQuotedText() throws Exception {
        PolicySource source = WorkbookFixture.over("region")
                .row("@SUM(1)", "LOW")
                .row("x", "HIGH")
                .source();

        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(source.bytes()))) {
            var quoted = workbook.getSheet("Rules").getRow(10).getCell(2);
            var usual = workbook.getSheet("Rules").getRow(11).getCell(2);

            assertThat(quoted.getCellType()).isEqualTo(CellType.STRING);
            assertThat(quoted.getCellStyle().getQuotePrefixed()).isTrue();
            assertThat(usual.getCellStyle().getQuotePrefixed()).isFalse();
        }
        assertThat(findings(source, WorkbookLimits.DEFAULT)).isEmpty();
    }

    // ---- Limits

    private static WorkbookLimits limits(int cells, int rows, int columns, Duration time) {
        WorkbookLimits usual = WorkbookLimits.DEFAULT;
        return new WorkbookLimits(
                usual.fileBytes(),
                usual.unpackedBytes(),
                usual.ratio(),
                usual.parts(),
                usual.nodes(),
                cells,
                rows,
                columns,
                usual.cellCharacters(),
                time,
                usual.conditions());
    }

    @Test
    void limitsAreThoseOfTheReader() throws Exception {
        PolicySource source = tiers().source();
        Duration minute = Duration.ofMinutes(1);

        assertThat(findings(source, limits(20, 100, 100, minute))).containsExactly("CELLS_TOO_MANY");
        assertThat(findings(source, limits(1000, 12, 100, minute))).containsExactly("Rules!B13 CELL_TOO_FAR");
        assertThat(findings(source, limits(1000, 100, 4, minute))).containsExactly("Rules!E7 CELL_TOO_FAR");
        assertThat(findings(source, limits(1000, 100, 100, Duration.ofNanos(1))))
                .containsExactly("FILE_TOO_SLOW");
        assertThat(findings(source, limits(1000, 100, 100, minute))).isEmpty();
        assertThat(findings(new PolicySource("tiers.xls", xls(workbook -> {})), limits(20, 100, 100, minute)))
                .containsExactly("CELLS_TOO_MANY");
    }

    /** Tables with more different headings that mean nothing than anybody reads. */
    private static byte[] manyHeadings() throws Exception {
        return edited(workbook -> IntStream.range(0, 4).forEach(number -> {
            Sheet sheet = workbook.createSheet("More " + number);
            sheet.createRow(0).createCell(0).setCellValue("RuleTable " + number);
            Row kinds = sheet.createRow(1);
            IntStream.range(0, 400).forEach(column -> kinds.createCell(column).setCellValue("KIND" + column));
            kinds.createCell(400).setCellValue("CONDITION");
        }));
    }

    @Test
    void aFloodOfFindingsIsCut() throws Exception {
        byte[] flood = edited(workbook -> IntStream.range(20, 5_000)
                .forEach(row -> workbook.getSheet("Rules")
                        .createRow(row)
                        .createCell(2)
                        .setCellValue("9 nonsense " + "x".repeat(1_000))));

        List<Finding> findings = reading(new PolicySource("tiers.xlsx", flood), WorkbookLimits.DEFAULT)
                .findings();

        assertThat(findings).hasSizeLessThan(5);
        assertThat(findings)
                .allSatisfy(
                        finding -> assertThat(finding.message(Locale.ENGLISH)).hasSizeLessThan(400));
        assertThat(findings(new PolicySource("tiers.xlsx", manyHeadings()), WorkbookLimits.DEFAULT))
                .hasSize(1001)
                .endsWith("FINDINGS_TOO_MANY");
        assertThat(SpreadsheetVersion.EXCEL2007.getMaxTextLength())
                .isGreaterThan(WorkbookLimits.DEFAULT.cellCharacters());
    }
}
