package io.gradus.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.tables.ShippedPolicies;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that need no database, as a person calls them. */
class CommandTests {

    private static final Path REAL = Path.of("../../shared/data");

    @TempDir
    private Path folder = Path.of(".");

    private record Called(int code, String out, String err) {}

    private static Called gradus(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new);
        int code = GradusCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), texts);
        return new Called(code, out.toString(), err.toString());
    }

    private static Map<String, NamedCsvRecord> csv(Path file) throws IOException {
        Map<String, NamedCsvRecord> rows = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            reader.forEach(row -> rows.put(row.getField("customerId"), row));
        }
        return rows;
    }

    private static List<String> differences(Path expected, Path actual) throws IOException {
        Map<String, NamedCsvRecord> rows = csv(actual);
        List<String> differences = new ArrayList<>();
        csv(expected)
                .forEach((id, row) -> row.getFieldsAsMap().forEach((field, value) -> {
                    NamedCsvRecord found = rows.get(id);
                    if (found == null || !found.getField(field).equals(value)) {
                        differences.add(id + " " + field + ": " + value);
                    }
                }));
        return differences;
    }

    private void expect(int customers, String expected, String asOf, Object... files) throws IOException {
        assumeTrue(Files.isDirectory(REAL), "the real records are not here");
        Path out = folder.resolve("out.csv");
        List<Object> arguments = new ArrayList<>(List.of("evaluate", "--policy", "abc-pareto"));
        arguments.addAll(List.of("--as-of", asOf, "--out", out, "--with-profile"));
        arguments.addAll(Arrays.asList(files));

        Called called = gradus(arguments.toArray());

        assertThat(called.code()).as(called.err()).isZero();
        assertThat(csv(out)).hasSize(customers);
        assertThat(differences(REAL.resolve(expected), out)).isEmpty();
    }

    @Test
    void theCdnowSampleIsDecidedAsExpected() throws IOException {
        Path orders = REAL.resolve("cdnow/CDNOW_sample.txt");

        expect(2357, "cdnow/expected_sample.csv", "1998-06-30", "--orders", orders, "--mapping", "cdnow-sample");
    }

    @Test
    void northwindIsDecidedAsExpected() throws IOException {
        Path orders = REAL.resolve("northwind/order_lines.csv");
        Path customers = REAL.resolve("northwind/customers.csv");

        expect(
                91,
                "northwind/expected.csv",
                "1998-05-06",
                "--orders",
                orders,
                "--mapping",
                "northwind-orders",
                "--customers",
                customers,
                "--mapping",
                "northwind-customers");
    }

    @ParameterizedTest
    @CsvSource({"check", "test", "diff", "export", "new", "evaluate"})
    void commandsReadWorkbooksWithinTheLimitsOfTheDeployment(String command) throws IOException {
        Path out = folder.resolve("out");
        Path mapping = folder.resolve("m.yaml");
        Map<String, List<Object>> arguments = Map.of(
                "check", List.of("customer-value"),
                "test", List.of("customer-value"),
                "diff", List.of("customer-value", "customer-value"),
                "export", List.of("customer-value", "--plain", out),
                "new", List.of("my-tiers", "--like", "customer-value", "--out", out),
                "evaluate",
                        List.of(
                                "--policy",
                                "customer-value",
                                "--orders",
                                orders(),
                                "--mapping",
                                mapping,
                                "--as-of",
                                "2026-06-30",
                                "--out",
                                out));
        List<Object> call = new ArrayList<>(List.of(command));
        call.addAll(arguments.get(command));

        Called called = configured("gradus.workbook.cells", "20", call.toArray());

        assertThat(called.code()).isNotZero();
        assertThat(called.out() + called.err()).contains("the workbook has more than the 20 cells that are allowed");
    }

    @Test
    void aSettingThatIsNotUnderstoodIsNamed() {
        Called called = configured("gradus.workbook.rows", "many", "check", "customer-value");

        assertThat(called.code()).isEqualTo(2);
        assertThat(called.err()).contains("gradus: the setting gradus.workbook.rows is not understood");
    }

    @Test
    void aLimitThatIsNotPositiveIsRefused() {
        Called called = configured("gradus.workbook.rows", "0", "check", "customer-value");

        assertThat(called.code()).isEqualTo(2);
        assertThat(called.err()).contains("gradus: the limits gradus.workbook.* must be positive");
    }

    private static Called configured(String property, String value, Object... arguments) {
        System.setProperty(property, value);
        try {
            return gradus(arguments);
        } finally {
            System.clearProperty(property);
        }
    }

    private Path orders() throws IOException {
        Files.writeString(
                folder.resolve("m.yaml"), "kind: orders\ncolumns: {customer: who, date: day, amount: paid}\n");
        return Files.writeString(
                folder.resolve("o.csv"), "who,day,paid\n2,2026-06-01,20000\n10,2026-06-02,5\n10,bad,5\n");
    }

    @Test
    void noTextOfOthersIsAFormulaInTheFile() throws IOException {
        Path out = folder.resolve("out.csv");
        orders();
        Path orders =
                Files.writeString(folder.resolve("o.csv"), "who,day,paid\n=1+1,2026-06-01,20000\n-7,2026-06-01,5\n");

        gradus(
                "evaluate",
                "--policy",
                "customer-value",
                "--orders",
                orders,
                "--mapping",
                folder.resolve("m.yaml"),
                "--as-of",
                "2026-06-30",
                "--out",
                out);

        assertThat(Files.readAllLines(out)).contains("'=1+1,MEDIUM", "-7,LOW");
    }

    @Test
    void whatTheCoreReallyEarnsStandsBesideWhatIsClaimed() throws IOException {
        Path mapping = Files.writeString(
                folder.resolve("m.yaml"),
                "kind: orders\ncolumns: {customer: who, date: day, amount: paid, profit: earned}\n");
        Path orders = Files.writeString(
                folder.resolve("o.csv"),
                "who,day,paid,earned\n"
                        + "a,2026-06-01,100,73\nb,2026-06-01,100,10\nc,2026-06-01,100,9\nd,2026-06-01,100,8\ne,2026-06-01,100,0\n");

        Called called = gradus(
                "evaluate",
                "--policy",
                "core-customers",
                "--orders",
                orders,
                "--mapping",
                mapping,
                "--as-of",
                "2026-06-30",
                "--out",
                folder.resolve("out.csv"));

        assertThat(called.err())
                .contains(
                        "core-customers: CORE: 1 customers, 20.0%, 20.0% of Spend, 12 months, 73.0% of Profit, 12 months")
                .contains("    claimed: 80.0% of Profit, 12 months; found: 73.0% of Profit, 12 months")
                .contains(
                        "core-customers: OTHER: 4 customers, 80.0%, 80.0% of Spend, 12 months, 27.0% of Profit, 12 months");
    }

    @Test
    void evaluationsAreExplained() throws IOException {
        Path out = folder.resolve("out.csv");

        Called called = gradus(
                "evaluate",
                "--policy",
                "customer-value",
                "bank-star",
                "--orders",
                orders(),
                "--mapping",
                folder.resolve("m.yaml"),
                "--as-of",
                "2026-06-30",
                "--out",
                out,
                "--explain");

        assertThat(called.code()).isEqualTo(GradusCommand.WRONG_INPUT);
        assertThat(called.err())
                .contains("o.csv: line 4, column date: not a date")
                .contains("2 customers decided, 1 bad lines");
        assertThat(Files.readAllLines(out))
                .containsExactly(
                        "customerId,customer-value,bank-star,customer-value.row,customer-value.because,bank-star.row,bank-star.because",
                        "2,MEDIUM,UNRATED,Rules!14,\"Buys much  金额较高: spend12m = 20000.00 (>= 10,000)\",Rules!18,No balances  无余额数据",
                        "10,LOW,UNRATED,Rules!16,Everybody else who bought  其他已购买客户: orders = 1 (>= 1),Rules!18,No balances  无余额数据");
        assertThat(folder.resolve("out.csv.unfinished")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        en    | row 11: spend12m = 20000.00 (>= 10,000); shortTermAssets missing (missing)
        zh-CN | row 11: 近12个月消费金额 = 20000.00 (>= 10,000); 短期资产（半年日均） 空缺 (missing)
        zh-TW | row 11: 近12個月消費金額 = 20000.00 (>= 10,000); 短期資產（半年日均） 空缺 (missing)
        """)
    void explanationsAreInTheReadersLanguage(String language, String reason) throws IOException {
        orders();
        Path out = folder.resolve("out.csv");
        Path tiers = Files.write(
                folder.resolve("tiers.xlsx"),
                WorkbookFixture.over("spend12m", "shortTermAssets")
                        .row(">= 10,000", "missing", "HIGH")
                        .row("", "", "LOW")
                        .source()
                        .bytes());
        Locale before = Locale.getDefault();

        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            gradus(
                    "evaluate",
                    "--policy",
                    tiers,
                    "--orders",
                    folder.resolve("o.csv"),
                    "--mapping",
                    folder.resolve("m.yaml"),
                    "--as-of",
                    "2026-06-30",
                    "--out",
                    out,
                    "--explain");
        } finally {
            Locale.setDefault(before);
        }

        assertThat(csv(out).values())
                .filteredOn(row -> row.getField("customerId").equals("2"))
                .extracting(row -> row.getField("tiers.because"))
                .containsExactly(reason);
    }

    @Test
    void aChangedCellChangesExactlyTheCustomersItShould() throws IOException {
        orders();
        Path ours = folder.resolve("tiers.xlsx");
        Path out = folder.resolve("out.csv");
        WorkbookFixture fixture =
                WorkbookFixture.over("spend").row(">= 20000", "HIGH").row("", "LOW");
        List<String> outcomes = new ArrayList<>();

        for (String limit : List.of(">= 20000", "> 20000", ">= 5")) {
            Files.write(ours, fixture.set("Rules!C11", limit).source().bytes());
            gradus(
                    "evaluate",
                    "--policy",
                    ours,
                    "--orders",
                    folder.resolve("o.csv"),
                    "--mapping",
                    folder.resolve("m.yaml"),
                    "--as-of",
                    "2026-06-30",
                    "--out",
                    out);
            outcomes.add(
                    csv(out).values().stream().map(row -> row.getField("tiers")).collect(Collectors.joining(" ")));
        }

        assertThat(outcomes).containsExactly("HIGH LOW", "LOW LOW", "HIGH HIGH");
    }

    @Test
    void checkNamesFileCellAndSeverity() throws IOException {
        Path good = Files.write(
                folder.resolve("good.xlsx"),
                WorkbookFixture.over("orders")
                        .row(">= 6", "HIGH")
                        .row(">= 1", "MEDIUM")
                        .row("", "LOW")
                        .scenario("a", Map.of("orders", 6), "HIGH")
                        .scenario("b", Map.of("orders", 1), "MEDIUM")
                        .scenario("c", Map.of(), "LOW")
                        .source()
                        .bytes());
        Path bad = Files.write(
                folder.resolve("bad.xlsx"),
                WorkbookFixture.over("orders")
                        .row("many", "HIGH")
                        .withoutSheet("Tests")
                        .source()
                        .bytes());

        Called called = gradus("check", good, bad);

        assertThat(called.code()).isEqualTo(GradusCommand.WRONG_INPUT);
        assertThat(called.out().lines())
                .containsExactly(
                        bad + ": Rules!C11: error: not a number: many",
                        bad + ": warning: there is no sheet Tests, so nothing shows that the table does what it should",
                        "    -> add a sheet Tests with a scenario for each row",
                        bad
                                + ": warning: because of the errors these were not examined: gaps; rows that can never decide;"
                                + " redundant rows; limits out of order; outcomes that no row gives",
                        "    -> correct the errors and check again",
                        "files: 2, errors: 1, warnings: 2");
        assertThat(gradus("check", good).code()).isZero();
        assertThat(gradus("check", "bank-star").code()).isZero();
    }

    @Test
    void checkGoesOnAfterAPolicyThatUsesItself() throws IOException {
        Path itself = folder.resolve("itself.xlsx");
        Path other = folder.resolve("other.xlsx");
        Files.write(
                itself,
                WorkbookFixture.over("customerValueOutcome")
                        .row("HIGH", "HIGH")
                        .row("MEDIUM", "MEDIUM")
                        .row("", "LOW")
                        .set("Policy!C4", "customer-value")
                        .set("Policy!A18", "POTENTIAL")
                        .set("Policy!B18", "potential")
                        .set("Policy!C18", "潜力")
                        .set("Policy!D18", "潛力")
                        .source()
                        .bytes());
        Files.write(
                other,
                WorkbookFixture.over("orders")
                        .row("many", "HIGH")
                        .row("", "LOW")
                        .source()
                        .bytes());

        Called called = gradus("check", itself, other);

        assertThat(called.code()).isEqualTo(GradusCommand.WRONG_INPUT);
        assertThat(called.out())
                .contains(itself + ": error: policies use each other in a circle: customer-value")
                .contains(other + ": Rules!C11: error: not a number: many")
                .contains("files: 2, errors: 2");
    }

    @Test
    void checkGivesTheFileBackWithItsFindings() throws IOException {
        Path bad = Files.write(
                folder.resolve("bad.xlsx"),
                WorkbookFixture.over("orders").row("many", "HIGH").source().bytes());
        Path out = folder.resolve("annotated.xlsx");

        assertThat(gradus("check", bad, "--annotate", out).code()).isEqualTo(GradusCommand.WRONG_INPUT);

        try (XSSFWorkbook workbook = new XSSFWorkbook(Files.newInputStream(out))) {
            assertThat(workbook.getSheet("Findings").getRow(3).getCell(0)).hasToString("Rules!C11");
            assertThat(workbook.getSheet("Rules").getCellComments()).hasSize(1);
        }
        assertThat(gradus("check", bad, bad, "--annotate", out).err()).contains("--annotate takes one file; found 2");
        assertThat(gradus("check", "star-points", "--annotate", out).err())
                .contains("star-points.drl cannot be annotated");
    }

    @Test
    void diffSaysWhatHasChangedAndForWhom() throws IOException {
        Path older = Files.write(folder.resolve("a.xlsx"), tiers(">= 3").bytes());
        Path newer = Files.write(folder.resolve("b.xlsx"), tiers(">= 4").bytes());

        Called called = gradus("diff", older, newer);

        assertThat(called.code()).isZero();
        assertThat(called.out().lines())
                .containsExactly(
                        "HIGH: orders from ≥ 3 to ≥ 4 orders",
                        "",
                        "HIGH -> LOW: orders = 3 orders; for example orders = 3 orders");
        assertThat(gradus("diff", older, older).out()).isEqualToIgnoringNewLines("Both say the same.");
        assertThat(gradus("diff", older, newer, "--json").out())
                .contains("\"kind\":\"CONDITION\"", "\"before\":\">= 3\"", "\"sample\":{\"orders\":3}");
        assertThat(gradus("diff", "star-points", newer).err()).contains("is a DRL policy and has no table");
    }

    private static PolicySource tiers(String limit) {
        return WorkbookFixture.over("orders").row(limit, "HIGH").row("", "LOW").source();
    }

    @Test
    void scenariosThatFailAreFindings() throws IOException {
        Path wrong = Files.write(
                folder.resolve("wrong.xlsx"),
                WorkbookFixture.over("orders")
                        .row("", "HIGH")
                        .scenario("a", Map.of("orders", 1), "LOW")
                        .source()
                        .bytes());

        assertThat(gradus("test", wrong)).satisfies(called -> {
            assertThat(called.code()).isEqualTo(GradusCommand.WRONG_INPUT);
            assertThat(called.out())
                    .contains("Tests!C5: error: scenario a: expected LOW, but the outcome is HIGH by Rules!11")
                    .contains("0 of 1 scenarios passed");
        });
        assertThat(gradus("check", wrong).code()).isEqualTo(GradusCommand.WRONG_INPUT);
        assertThat(gradus("test", "lifecycle").out()).contains("43 of 43 scenarios passed");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        check none.xlsx                                               | there is no file and no shipped policy none.xlsx
        evaluate --policy abc-pareto --as-of 2026-01-01 --out x.csv   | found 0 files and 0 mappings
        evaluate --policy abc-pareto --orders o.csv --as-of 2026-01-01 --out x.csv | found 1 files and 0 mappings
        evaluate --policy abc-pareto --orders o.csv --mapping x --as-of 2026-01-01 --out x.csv | there is no mapping x
        evaluate --policy abc-pareto --orders o.csv --mapping cdnow-sample --as-of x --out x.csv | not a day from 0002-01-01 to 9999-12-31, written as 2026-06-30: x
        evaluate --policy abc-pareto --orders o.csv --mapping cdnow-sample --as-of +999999999-12-31 --out x.csv | not a day from
        evaluate --policy abc-pareto --orders o.csv --mapping cdnow-sample --as-of 2026-01-01 --out none/x.csv | none/x.csv cannot be written
        evaluate --policy abc-pareto --orders o.csv --mapping cdnow-sample --as-of 2026-01-01 --out . | . cannot be written
        serve --port 99999                                            | 99999 is no port
        serve --port -1                                               | -1 is no port
        serve --address no.such.address.invalid                       | there is no address no.such.address.invalid
        demo --address 0.0.0.0                                        | listens on loopback only, not on 0.0.0.0
        evaluate --policy abc-pareto abc-pareto --orders o --mapping telco --as-of 2026-01-01 --out x.csv | asked for twice
        evaluate --policy abc-pareto --orders none --mapping cdnow-sample --as-of 2026-01-01 --out x.csv | none cannot be read
        export star-points --plain x.xlsx                             | star-points is a DRL policy and has no table
        export none.xlsx --plain x.xlsx                               | there is no file and no shipped policy none.xlsx
        export abc-pareto --plain none/x.xlsx                         | none/x.xlsx cannot be written
        export abc-pareto                                             | --plain
        check abc-pareto --vocabulary none.yaml                       | none.yaml cannot be read
        new tiers                                                     | give either --like, or --fields and --outcomes
        new tiers --like activity --fields orders --outcomes A        | give either --like, or --fields and --outcomes
        new tiers --fields orders                                     | give either --like, or --fields and --outcomes
        new Tiers --like activity                                     | Tiers is no id of a policy
        new tiers --like none.xlsx                                    | there is no file and no shipped policy none.xlsx
        new tiers --like star-points                                  | star-points is a DRL policy; only a workbook
        new tiers --like activity --out none/x.xlsx                   | none/x.xlsx cannot be written
        new tiers --fields orders,shoes --outcomes A,B                | shoes is no field of the vocabulary; fields are: customerId
        new tiers --fields orders,orders --outcomes A,B               | orders is given twice
        new tiers --fields orders --outcomes A,B,A                    | A is given twice
        new tiers --fields orders --outcomes A,b                      | b is no code of an outcome
        new tiers --fields orders --outcomes A,                       | is no code of an outcome
        new activity --fields orders --outcomes A,B                   | activityOutcome
        no-such-command                                               | Unmatched argument
        """)
    void whatIsRefusedSaysWhy(String line, String message) {
        Called called = gradus((Object[]) line.strip().split(" +", -1));

        assertThat(called.code()).isEqualTo(GradusCommand.REFUSED);
        assertThat(called.err()).contains(message).doesNotContain("Exception");
    }

    @Test
    void anExportedTableIsAPolicyAgain() {
        Path plain = folder.resolve("customer-value.xlsx");

        Called called = gradus("export", "customer-value", "--plain", plain);

        assertThat(called.code()).as(called.err()).isZero();
        assertThat(called.out()).contains("customer-value is written to " + plain);
        assertThat(gradus("check", plain).out()).contains("files: 1, errors: 0, warnings: 2");
    }

    @Test
    void aNewWorkbookOverFieldsNeedsNoRepair() {
        Path file = folder.resolve("tiers.xlsx");

        Called called = gradus(
                "new", "tiers", "--fields", "type, orders,spend12m", "--outcomes", "GOLD,SILVER,BASIC", "--out", file);

        assertThat(called.code()).as(called.err()).isZero();
        assertThat(called.out()).contains(file + " is written: the policy tiers");
        assertThat(gradus("check", file).out().lines()).containsExactly("files: 1, errors: 0, warnings: 0");
        assertThat(gradus("test", file).out()).contains("3 of 3 scenarios passed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer-value", "activity", "service-level", "abc-pareto"})
    void aNewWorkbookLikeAnotherDecidesAlike(String like) {
        Path file = folder.resolve("my-own-tiers.xlsx");

        Called called = gradus("new", "my-own-tiers", "--like", like, "--out", file);

        assertThat(called.code()).as(called.err()).isZero();
        String copied = gradus("check", file).out();
        String original = gradus("check", like).out();
        assertThat(copied.replace(file.toString(), like)).isEqualTo(original);
        assertThat(gradus("test", file).out().replace(file.toString(), like))
                .isEqualTo(gradus("test", like).out());
    }

    @Test
    void aWorkbookThatIsThereIsNeverOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.xlsx"), "mine");

        Called called = gradus("new", "mine", "--like", "activity", "--out", file);

        assertThat(called.code()).isEqualTo(GradusCommand.REFUSED);
        assertThat(called.err()).contains(file + " is there already and is left as it is");
        assertThat(Files.readString(file)).isEqualTo("mine");
    }

    @Test
    void aTableWhoseRowsAddUpIsACheckedPolicyButNoPlainTable() throws IOException {
        Path file = Files.write(
                folder.resolve("tiers.xlsx"),
                WorkbookFixture.over("orders")
                        .adding("loyaltyScore")
                        .row(">= 1", "0.1")
                        .row(">= 10", "0.2")
                        .scenario("often", Map.of("orders", 12), "0.3")
                        .source()
                        .bytes());
        Path copy = folder.resolve("copy.xlsx");

        assertThat(gradus("check", file).out().lines()).containsExactly("files: 1, errors: 0, warnings: 0");
        assertThat(gradus("new", "copy", "--like", file, "--out", copy).code()).isZero();
        assertThat(gradus("test", copy).out()).contains("1 of 1 scenarios passed");
        assertThat(gradus("export", file, "--plain", folder.resolve("plain.xlsx")))
                .satisfies(called -> {
                    assertThat(called.code()).isEqualTo(GradusCommand.REFUSED);
                    assertThat(called.err()).contains("the rows of " + file + " add up (hit policy COLLECT)");
                });
    }

    @Test
    void helpIsThere() {
        assertThat(gradus("--help").out())
                .contains("Gradus: tiers customers", "evaluate", "check", "export", "new", "import", "serve", "demo");
        assertThat(gradus("evaluate", "--help").out()).contains("--with-profile", "without a database");
    }

    @Test
    void benchComparesTheModes() {
        Called called = gradus("bench", "--number", "300");

        assertThat(called.code()).isZero();
        assertThat(called.out().lines())
                .hasSize(1 + ShippedPolicies.ids().size())
                .anyMatch(line -> line.startsWith("customer-value") && line.endsWith(" 0"));
    }

    @Test
    void benchRunMeasuresAWholeRunBesideACopy() {
        Called called = gradus("bench", "run", "--number", "200");

        assertThat(called.code()).as(called.err()).isZero();
        assertThat(called.out().lines().map(line -> line.replaceAll("[\\d., ]+$", "")))
                .contains("whole run", "bare copy");
    }

    @ParameterizedTest
    @CsvSource({"check", "test"})
    void aFileThatCannotBeReadKeepsTheOthersBackNot(String command) throws IOException {
        Path damaged = Files.write(folder.resolve("damaged.xlsx"), new byte[] {1, 2, 3});
        Path turned = Files.write(folder.resolve("a\u202Eb.xlsx"), new byte[] {1, 2, 3});

        Called called =
                gradus(command, "lifecycle", "no-such-policy", damaged, turned, "bad\u0000name", "customer-value");

        assertThat(called.code()).isEqualTo(2);
        assertThat(called.out()).contains(command.equals("test") ? "customer-value" : "files: 6");
        assertThat(called.out() + called.err())
                .contains("no-such-policy", "damaged.xlsx", "a\\u202Eb.xlsx", "bad\\u0000name")
                .doesNotContain("\u202E", "\u0000", "Exception", "org.apache");
    }

    @Test
    void theSettingsInForceAreShown() {
        Called shown = gradus("config");

        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("gradus.workbook.cells = 200000  (default)")
                .contains("server.port = 8080  (default)");
        assertThat(gradus("config", "--json").out()).contains("\"name\":\"gradus.workbook.cells\"");
    }
}
