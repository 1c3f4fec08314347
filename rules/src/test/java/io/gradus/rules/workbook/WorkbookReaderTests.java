package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.Policies.findings;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Labels;
import io.gradus.rules.Outcome;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.Policies;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkbookReaderTests {

    private static WorkbookFixture tiers() {
        return WorkbookFixture.over("orders", "spend12m")
                .row("0", "", "LOW")
                .row("", ">= 5,000", "HIGH")
                .row("", "", "MEDIUM")
                .scenario("buys much", Map.of("spend12m", new BigDecimal("9000")), "HIGH");
    }

    private static PolicyWorkbook read(PolicySource source) {
        WorkbookReading reading = new WorkbookReader(VOCABULARY).read(source);
        assertThat(reading).as("%s", reading.findings()).isInstanceOf(WorkbookReading.Succeeded.class);
        return ((WorkbookReading.Succeeded) reading).workbook();
    }

    @Test
    void readsThePolicyItsTableAndItsScenarios() {
        PolicyWorkbook workbook = read(tiers().source());

        assertThat(workbook.policy().id()).isEqualTo("tiers");
        assertThat(workbook.policy().title().zhTw()).isEqualTo("分級");
        assertThat(workbook.policy().outcomes()).extracting("code").containsExactly("HIGH", "MEDIUM", "LOW");
        assertThat(workbook.table().conditions())
                .extracting(column -> column.field().name())
                .containsExactly("orders", "spend12m");
        assertThat(workbook.table().rows()).extracting(Row::number).containsExactly(11, 12, 13);
        assertThat(workbook.table().rows()).extracting(Row::outcome).containsExactly("LOW", "HIGH", "MEDIUM");
        assertThat(workbook.table().rows().get(1).cells().get(1).place()).hasToString("Rules!D12");
        assertThat(workbook.table().rows().get(1).cells().get(1).text()).isEqualTo(">= 5,000");
        assertThat(workbook.table().rows().get(1).note()).isEqualTo("row 12");
        assertThat(workbook.scenarios()).hasSize(1);
        assertThat(workbook.scenarios().get(0).given()).containsEntry("spend12m", new BigDecimal("9000.0"));
        assertThat(workbook.scenarios().get(0).expected()).isEqualTo("HIGH");
    }

    @Test
    void writtenAgainItReadsTheSame() {
        PolicyWorkbook workbook = read(tiers().source());

        PolicyWorkbook again = read(new PolicySource("tiers.xlsx", WorkbookWriter.write(workbook, VOCABULARY)));

        assertThat(again).usingRecursiveComparison().isEqualTo(workbook);
    }

    @Test
    void theOldExcelFormatReadsTheSame() throws Exception {
        PolicySource xlsx = tiers().source();

        PolicyWorkbook old = read(new PolicySource("tiers.xls", asXls(xlsx.bytes())));

        assertThat(old.table()).usingRecursiveComparison().isEqualTo(read(xlsx).table());
    }

    /** Copies values and what is hidden, which is all that the old format has to carry here. */
    private static byte[] asXls(byte[] xlsx) throws Exception {
        try (Workbook from = new XSSFWorkbook(new ByteArrayInputStream(xlsx));
                Workbook to = new HSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            for (Sheet sheet : from) {
                Sheet copy = to.createSheet(sheet.getSheetName());
                sheet.forEach(row -> row.forEach(cell -> {
                    org.apache.poi.ss.usermodel.Row target = copy.getRow(row.getRowNum());
                    Cell written = (target == null ? copy.createRow(row.getRowNum()) : target)
                            .createCell(cell.getColumnIndex());
                    if (cell.getCellType() == CellType.NUMERIC) {
                        written.setCellValue(cell.getNumericCellValue());
                    } else if (cell.getCellType() == CellType.STRING) {
                        written.setCellValue(cell.getStringCellValue());
                    }
                }));
                sheet.forEach(row -> copy.getRow(row.getRowNum()).setZeroHeight(row.getZeroHeight()));
                IntStream.range(0, 10).forEach(column -> copy.setColumnHidden(column, sheet.isColumnHidden(column)));
            }
            to.write(out);
            return out.toByteArray();
        }
    }

    @Test
    void rowsWithNothingInTheTableAreNotRules() {
        PolicyWorkbook workbook =
                read(tiers().set("Rules!B20", "Agreed with sales on 3 March").source());

        assertThat(workbook.table().rows()).hasSize(3);
    }

    @Test
    void operatorsMayStandInTheTechnicalRow() {
        PolicyWorkbook workbook = read(tiers().set("Rules!D9", "spend12m >= $param")
                .set("Rules!D12", 7000)
                .source());

        assertThat(workbook.table().rows().get(1).cells().get(1).condition().matches(new BigDecimal("7000")))
                .isTrue();
        assertThat(workbook.table().rows().get(1).cells().get(1).condition().matches(new BigDecimal("6999.99")))
                .isFalse();
    }

    @Test
    void furtherActionsAreKept() {
        PolicyWorkbook workbook = read(WorkbookFixture.over("orders")
                .actions("channel")
                .row(">= 1", "HIGH", "telephone")
                .row("", "LOW", "")
                .source());

        assertThat(workbook.table().rows().get(0).actions()).containsExactly(Map.entry("channel", "telephone"));
        assertThat(workbook.table().rows().get(1).actions()).isEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        Rules!E12 | GOLD                      | Rules!E12 | OUTCOME_UNKNOWN
        Rules!E12 | HIGH"); System.exit(1); // | Rules!E12 | OUTCOME_UNKNOWN
        Rules!E12 | ~                         | Rules!E12 | OUTCOME_MISSING
        Rules!C9  | turnover                  | Rules!C9  | FIELD_UNKNOWN
        Rules!C9  | orders + 1                | Rules!C9  | SNIPPET_REFUSED
        Rules!C9  | orders == System.exit(1)  | Rules!C9  | SNIPPET_REFUSED
        Rules!C9  | eval(true)                | Rules!C9  | SNIPPET_REFUSED
        Rules!C8  | $c : Runtime              | Rules!C8  | PATTERN_REFUSED
        Rules!C8  | $c : Customer from x      | Rules!C8  | PATTERN_REFUSED
        Rules!E9  | System.exit(1);           | Rules!E9  | ACTION_REFUSED
        Rules!E9  | $c.outcome("$param"); System.exit(1); | Rules!E9 | ACTION_REFUSED
        Rules!D7  | TIMER                     | Rules!D7  | COLUMN_KIND_REFUSED
        Rules!D7  | OUTPUT                    | Rules!D7  | COLUMN_KIND_REFUSED
        Rules!B3  | Functions                 | Rules!B3  | KEYWORD_REFUSED
        Rules!B3  | Queries                   | Rules!B3  | KEYWORD_REFUSED
        Rules!B3  | Variables                 | Rules!B3  | KEYWORD_REFUSED
        Rules!C5  | java.lang.Runtime         | Rules!C5  | IMPORT_REFUSED
        Rules!C30 | RuleTable another         | Rules!C30 | COLUMN_KINDS_MISSING
        Policy!C4 | Tiers of Ours             | Policy!C4 | POLICY_ID_REFUSED
        Policy!C5 | ANY                    | Policy!C5 | HIT_POLICY_UNKNOWN
        Policy!C6 | ~                         | Policy!C6 | POLICY_ENTRY_MISSING
        Policy!A15 | gold                     | Policy!A15 | OUTCOME_CODE_REFUSED
        Policy!B16 | ~                        | Policy!B16 | POLICY_ENTRY_MISSING
        Tests!C5  | GOLD                      | Tests!C5  | OUTCOME_UNKNOWN
        Tests!B3  | turnover                  | Tests!B3  | FIELD_UNKNOWN
        Tests!B5  | much                      | Tests!B5  | NOT_A_NUMBER
        Tests!C3  | result                    | Tests     | TESTS_HEADER_MISSING
        """)
    void faultsAreReportedWhereTheyStand(String cell, String value, String place, String code) {
        PolicySource source = tiers().set(cell, value.equals("~") ? "" : value).source();

        assertThat(findings(source)).contains(place + " " + code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HIGH: 120 % of spend12m", "GOLD: 80 % of spend12m", "HIGH: 80 % of orders", "HIGH earns much"})
    void aClaimNamesAnOutcomeAShareAndAnAmount(String claim) {
        WorkbookFixture tiers = tiers().set("Policy!A13", "claim");

        assertThat(findings(tiers.set("Policy!C13", claim).source())).containsExactly("Policy!C13 CLAIM_REFUSED");
        assertThat(findings(tiers.set("Policy!C13", "HIGH: 80 % of spend12m").source()))
                .isEmpty();
    }

    @Test
    void everyFaultIsReportedAtOnce() {
        PolicySource source = tiers().set("Rules!C11", "none")
                .set("Rules!D12", "lots")
                .set("Rules!E13", "GOLD")
                .source();

        assertThat(findings(source))
                .containsExactly("Rules!C11 NOT_A_NUMBER", "Rules!D12 NOT_A_NUMBER", "Rules!E13 OUTCOME_UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Rules!E12 | GOLD | GOLD is no outcome of this policy; allowed are HIGH Top, MEDIUM, LOW | GOLD 不是本策略的结果；允许 HIGH 高价值, MEDIUM MEDIUM级, LOW LOW级 | GOLD 不是本策略的結果；允許 HIGH 高價值, MEDIUM MEDIUM級, LOW LOW級
        Tests!C5  | GOLD | GOLD is no outcome of this policy; allowed are HIGH Top, MEDIUM, LOW | GOLD 不是本策略的结果；允许 HIGH 高价值, MEDIUM MEDIUM级, LOW LOW级 | GOLD 不是本策略的結果；允許 HIGH 高價值, MEDIUM MEDIUM級, LOW LOW級
        Rules!E12 | ''   | the row has no outcome; allowed are HIGH Top, MEDIUM, LOW | 该行没有结果；允许 HIGH 高价值, MEDIUM MEDIUM级, LOW LOW级 | 該列沒有結果；允許 HIGH 高價值, MEDIUM MEDIUM級, LOW LOW級
        """)
    void outcomesAreNamedInTheReadersLanguage(
            String cell, String value, String english, String simplified, String traditional) {
        Finding finding = Policies.compile(tiers().set("Policy!B15", "Top")
                        .set("Policy!C15", "高价值")
                        .set("Policy!D15", "高價值")
                        .set(cell, value)
                        .source())
                .findings()
                .stream()
                .filter(found -> found.place().toString().equals(cell))
                .findFirst()
                .orElseThrow();

        assertThat(List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE, Locale.TRADITIONAL_CHINESE))
                .extracting(finding::message)
                .containsExactly(english, simplified, traditional);
    }

    @Test
    void ofManyOutcomesTheFirstAreNamed() {
        Findings findings = new Findings();
        String many = "HIGH High, ".repeat(100);

        findings.add(Place.FILE, FindingCode.OUTCOME_MISSING, new Labels(many, many, "少"));

        assertThat(findings.all())
                .extracting(finding -> finding.message(Locale.ENGLISH).length() < 250)
                .containsExactly(true);
        assertThat(findings.all().get(0).message(Locale.TRADITIONAL_CHINESE)).endsWith("少");
    }

    @Test
    void anOutcomeMayStandTwiceOnlyInTheTable() {
        assertThat(findings(tiers().set("Policy!A16", "HIGH").source())).contains("Policy!A16 OUTCOME_TWICE");
    }

    private static WorkbookFixture scenario(String field, Object value, String cell) {
        return WorkbookFixture.over(field)
                .row("present", "HIGH")
                .row("", "LOW")
                .scenario("as in the table", Map.of(field, value), "HIGH")
                .set("Tests!B5", cell);
    }

    @Test
    void scenariosGiveValuesAsTheTableNamesThem() {
        assertThat(read(scenario("spend12m", BigDecimal.ONE, "８万元").source())
                        .scenarios()
                        .get(0)
                        .given())
                .containsEntry("spend12m", new BigDecimal("80000"));
        assertThat(read(scenario("daysSinceLastOrder", 1, "30天").source())
                        .scenarios()
                        .get(0)
                        .given())
                .containsEntry("daysSinceLastOrder", 30);
        assertThat(read(scenario("lastOrderAt", WorkbookFixture.DAY, "2026年3月31日")
                                .source())
                        .scenarios()
                        .get(0)
                        .given())
                .containsEntry("lastOrderAt", java.time.LocalDate.of(2026, 3, 31));
        assertThat(read(scenario("spend12m", BigDecimal.ONE, "空").source())
                        .scenarios()
                        .get(0)
                        .given())
                .isEmpty();
        assertThat(findings(scenario("spend12m", BigDecimal.ONE, ">= 5").source()))
                .contains("Tests!B5 NOT_A_NUMBER");
        assertThat(findings(scenario("spend12m", BigDecimal.ONE, "30天").source()))
                .contains("Tests!B5 UNIT_MISPLACED");
    }

    @Test
    void hiddenRulesAreSeen() {
        WorkbookFixture tiers = WorkbookFixture.over("orders", "spend12m")
                .row("0", "", "LOW")
                .row("", ">= 5,000", "HIGH")
                .row("", ">= 500", "MEDIUM")
                .row("", ">= 50", "MEDIUM")
                .row("", "", "LOW");

        assertThat(hidden(tiers.hideRows("Rules", 10, 12, 13, 15).source()))
                .containsExactly("Rules!D12 ROW_HIDDEN 12-13", "Rules!E15 ROW_HIDDEN 15");
    }

    @Test
    void aLabelThatNamesAnotherOutcomeIsReportedWhereItStands() {
        Map<String, Object> spent = Map.of("spend12m", new BigDecimal("9000"));
        assertThat(findings(tiers().set("Policy!D15", "Medium").source()))
                .containsExactly("Policy!D15 OUTCOME_LABEL_AMBIGUOUS");
        assertThat(findings(tiers().set("Policy!D16", "HIGH级").source()))
                .containsExactly("Policy!D16 OUTCOME_LABEL_AMBIGUOUS");
        assertThat(Policies.messages(tiers().set("Policy!D17", "HIGH").source()))
                .containsExactly(
                        "Policy!D17: the label HIGH names the outcome HIGH too, so a cell that holds it could mean"
                                + " either");
        assertThat(Policies.compiled(tiers().set("Policy!B15", "高").source())
                        .decide(Policies.profile(spent))
                        .outcome())
                .isEqualTo("HIGH");
    }

    @Test
    void aCodeMeansItsOutcomeWhateverLabelsSay() {
        Labels swapped = new Labels("HIGH", "HIGH", "HIGH");
        Labels plain = new Labels("high", "高", "高");
        PolicyDescription policy = new PolicyDescription(
                "tiers", plain, plain, List.of(new Outcome("TOP", swapped), new Outcome("HIGH", plain)));

        assertThat(TableReader.outcomeCode(policy, "HIGH")).isEqualTo("HIGH");
        assertThat(TableReader.outcomeCode(policy, "高")).isEqualTo("HIGH");
        assertThat(TableReader.outcomeCode(policy, "TOP HIGH")).isEqualTo("TOP");
    }

    @Test
    void hiddenColumnsThatDecideAreSeen() {
        PolicySource source = tiers().hideColumn("Rules", "B")
                .hideColumn("Rules", "D")
                .hideColumn("Rules", "E")
                .set("Rules!G7", "PRIORITY")
                .set("Rules!G13", "0")
                .hideColumn("Rules", "G")
                .set("Rules!H7", "DESCRIPTION")
                .set("Rules!H13", "for people")
                .hideColumn("Rules", "H")
                .set("Rules!J13", "a remark")
                .hideColumn("Rules", "J")
                .source();

        assertThat(hidden(source))
                .containsExactly("Rules!D12 COLUMN_HIDDEN D", "Rules!E11 COLUMN_HIDDEN E", "Rules!G13 COLUMN_HIDDEN G");
    }

    @Test
    void hiddenRowsThatAreNoRulesMayStayHidden() {
        assertThat(hidden(tiers().set("Rules!B20", "Agreed with sales on 3 March")
                        .set("Rules!G7", "ENABLED")
                        .set("Rules!G12", "no")
                        .hideRows("Rules", 12, 20)
                        .source()))
                .isEmpty();
    }

    @Test
    void whatIsHiddenInTheOldFormatIsSeenToo() throws Exception {
        PolicySource source =
                tiers().hideRows("Rules", 11).hideColumn("Rules", "D").source();

        assertThat(hidden(new PolicySource("tiers.xls", asXls(source.bytes()))))
                .containsExactly("Rules!C11 ROW_HIDDEN 11", "Rules!D12 COLUMN_HIDDEN D");
    }

    private static List<String> hidden(PolicySource source) {
        return Policies.compile(source).findings().stream()
                .filter(finding -> finding.code().name().endsWith("_HIDDEN"))
                .map(finding -> finding.place() + " " + finding.code() + " "
                        + finding.arguments().get(0))
                .toList();
    }

    @Test
    void missingSheetsAreNamed() {
        assertThat(findings(tiers().withoutSheet("Policy").source())).contains("POLICY_SHEET_MISSING");
        assertThat(findings(tiers().withoutSheet("Rules").source())).contains("RULE_TABLE_MISSING");
        assertThat(findings(tiers().withoutSheet("Tests").source())).containsExactly("TESTS_SHEET_MISSING");
    }

    @Test
    void filesThatAreNoWorkbooksAreRefused() throws Exception {
        byte[] xlsx = tiers().source().bytes();

        assertThat(findings(new PolicySource("x.xlsx", new byte[0]))).containsExactly("FILE_EMPTY");
        assertThat(findings(new PolicySource("x.xlsx", "hello".getBytes(StandardCharsets.UTF_8))))
                .containsExactly("FILE_UNREADABLE");
        assertThat(findings(new PolicySource("x.xlsx", java.util.Arrays.copyOf(xlsx, xlsx.length / 2))))
                .containsExactly("FILE_UNREADABLE");
        assertThat(findings(new PolicySource("x.pdf", xlsx))).containsExactly("FILE_TYPE_UNKNOWN");
        assertThat(findings(new PolicySource("x.xlsx", new byte[(int) WorkbookLimits.DEFAULT.fileBytes() + 1])))
                .containsExactly("FILE_TOO_LARGE");
        assertThat(findings(new PolicySource("x.xlsx", encrypted(xlsx)))).containsExactly("FILE_ENCRYPTED");
    }

    private static byte[] encrypted(byte[] xlsx) throws Exception {
        try (POIFSFileSystem files = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (java.io.OutputStream stream = encryptor.getDataStream(files)) {
                stream.write(xlsx);
            }
            files.writeFilesystem(out);
            return out.toByteArray();
        }
    }
}
