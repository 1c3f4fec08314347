package io.gradus.app.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.app.shared.Refusal;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.VocabularyReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesTests {

    private static final Vocabulary VOCABULARY = VocabularyReader.shipped();
    private static final String ORDERS = "kind: orders\ncolumns: {customer: who, order: no, date: day, amount: paid}\n";

    @TempDir
    private Path folder = Path.of(".");

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("file-" + text.hashCode() + ".csv"), text.getBytes(charset));
    }

    private Path file(String text) throws IOException {
        return file(text, StandardCharsets.UTF_8);
    }

    private Mapping mapping(String yaml) throws IOException {
        return Mappings.find(Files.writeString(folder.resolve("m" + yaml.hashCode() + ".yaml"), yaml)
                .toString());
    }

    private record Read(List<Order> orders, BadLines bad) {
        List<String> problems() {
            return bad.kept().stream().map(line -> line.message(Locale.ENGLISH)).toList();
        }
    }

    private Read orders(String yaml, Path file) throws IOException {
        List<Order> orders = new ArrayList<>();
        BadLines bad = new OrderFile(file, mapping(yaml)).read(orders::add, Progress.NONE);
        return new Read(orders, bad);
    }

    @Test
    void linesOfOneOrderAreAddedUp() throws IOException {
        Read read =
                orders(ORDERS, file("who,no,day,paid\nA,1,2026-01-02,10.10\nA,1,2026-01-02,0.05\nB,1,2026-01-03,7\n"));

        assertThat(read.orders()).extracting(Order::customerId).containsExactly("A", "B");
        assertThat(read.orders())
                .extracting(Order::amount)
                .containsExactly(new BigDecimal("10.15"), new BigDecimal("7"));
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void badLinesAreNamedAndDoNotStopTheRest() throws IOException {
        Read read = orders(
                ORDERS,
                file("who,no,day,paid\nA,1,2026-02-30,10\n,2,2026-01-02,10\nA,3,2026-01-02,ten\nA,4,2026-01-02,1\n"
                        + "A,4,2026-01-03,1\nB,5,2026-01-02,1\nA,4,2026-01-02,1\nshort\n"));

        assertThat(read.orders()).extracting(Order::orderId).containsExactly("5");
        assertThat(read.problems())
                .containsExactly(
                        "line 2, column date: not a date as the mapping describes it: \"2026-02-30\"",
                        "line 3, column customer: not an id of 1 to 200 characters: \"\"",
                        "line 4, column amount: not a number with up to 18 digits before and 10 behind the point: \"ten\"",
                        "line 6, column date: order 4 has the date 2026-01-03 here, but 2026-01-02 on its line before",
                        "line 8, column order: order 4 is left out whole, because another of its lines cannot be read",
                        "line 9, column -: 1 columns, where there should be 4");
        assertThat(read.bad().count()).isEqualTo(6);
    }

    @Test
    void anOrderWhoseLinesAreScatteredIsReported() throws IOException {
        Read read = orders(ORDERS, file("who,no,day,paid\nA,1,2026-01-02,10\nB,2,2026-01-02,5\nA,1,2026-01-02,1\n"));

        assertThat(read.problems())
                .containsExactly(
                        "line 4, column order: order 1 began further up; the lines of an order must follow each other");
    }

    @Test
    void sharesAndYesOrNoAreReadAsPeopleWriteThem() throws IOException {
        List<CustomerRecord> customers = new ArrayList<>();
        String yaml = "kind: customers\ncolumns: {customerId: 客户编号, repurchaseProbability: 复购概率, member: 会员}\n";
        Path file = file("客户编号,复购概率,会员\nA,30%,是\nB,0.3,否\nC,130%,no\nD,%,no\n");

        BadLines bad = new CustomerFile(file, mapping(yaml), VOCABULARY).read(customers::add, Progress.NONE);

        assertThat(customers).extracting(CustomerRecord::customerId).containsExactly("A", "B");
        assertThat(customers.get(0).values())
                .containsEntry("repurchaseProbability", new BigDecimal("0.30"))
                .containsEntry("member", true);
        assertThat(customers.get(1).values()).containsEntry("member", false);
        assertThat(bad.count()).isEqualTo(2);
    }

    @Test
    void anOpenQuoteTakesItsOwnLineOnly() throws IOException {
        List<CustomerRecord> customers = new ArrayList<>();
        String yaml = "kind: customers\ncolumns: {customerId: id, name: n, region: r}\n";
        Path file = file("id,n,r\nA,\"Foo,DE\nB,Bar,FR\nC,\"two\nlines\",IT\nD,\"Foo\" Inc,DE\nE,6\" pipe,ES\n");

        BadLines bad = new CustomerFile(file, mapping(yaml), VOCABULARY).read(customers::add, Progress.NONE);

        assertThat(customers).extracting(CustomerRecord::customerId).containsExactly("B", "C", "E");
        assertThat(customers.get(1).values()).containsEntry("name", "two\nlines");
        assertThat(bad.kept().stream().map(line -> line.message(Locale.ENGLISH)))
                .containsExactly(
                        "line 2, column -: a quote is not closed, or text follows right after one",
                        "line 6, column -: a quote is not closed, or text follows right after one");
    }

    @ParameterizedTest
    @CsvSource({
        "'{kind: customers, header: false, columns: {customerId: 1}}', 'X\nY\n'",
        "'{kind: customers, columns: {customerId: id}}', '\"id\"\nX\nY\n'"
    })
    void aByteOrderMarkIsNoPartOfTheText(String yaml, String text) throws IOException {
        List<CustomerRecord> customers = new ArrayList<>();

        new CustomerFile(file("\uFEFF" + text.replace("\\n", "\n")), mapping(yaml), VOCABULARY)
                .read(customers::add, Progress.NONE);

        assertThat(customers).extracting(CustomerRecord::customerId).containsExactly("X", "Y");
    }

    @Test
    void withoutAnOrderIdALineIsKnownByContentAndPlace() throws IOException {
        String yaml =
                "kind: orders\ndelimiter: whitespace\nheader: false\nskip: 1\ndates: yyyyMMdd\nstripLeadingZeros: true\n"
                        + "columns: {customer: 1, date: 2, amount: 3}\n";
        Path file = file("made by hand\r\n 0007 20260102  1.50\r\n\r\n 0007 20260102  1.50\r\n");

        Read first = orders(yaml, file);
        Read again = orders(yaml, file);
        Read other = orders(yaml, file("made by hand\r\n 0007 20260102  1.50\r\n\r\n 0007 20260102  1.51\r\n"));

        assertThat(first.orders()).hasSize(2).extracting(Order::customerId).containsOnly("7");
        assertThat(first.orders()).extracting(Order::orderId).doesNotHaveDuplicates();
        assertThat(again.orders()).isEqualTo(first.orders());
        assertThat(other.orders())
                .extracting(Order::orderId)
                .doesNotContainAnyElementsOf(
                        first.orders().stream().map(Order::orderId).toList());
    }

    @ParameterizedTest
    @CsvSource({"semicolon, ;", "tab, '\t'", "comma, ','"})
    void delimitersQuotesAndEncodings(String name, String delimiter) throws IOException {
        String yaml =
                "kind: customers\ndelimiter: " + name + "\ncharset: GB18030\ncolumns: {customerId: id, name: n}\n";
        String text = "id,n\n1,\"张\"\"三\"\"\"\n".replace(",", delimiter);
        List<CustomerRecord> customers = new ArrayList<>();

        new CustomerFile(file(text, Charset.forName("GB18030")), mapping(yaml), VOCABULARY)
                .read(customers::add, Progress.NONE);

        assertThat(customers).containsExactly(new CustomerRecord("1", Map.of("name", "张\"三\"")));
    }

    @Test
    void customersAreTypedByTheVocabulary() throws IOException {
        String yaml =
                "kind: customers\ncolumns: {customerId: 1, birthDate: b, contract: c, member: m, interests: i, creditScore: s,"
                        + " repurchaseProbability: p, monthlyCharge: f}\nvalues: {contract: {yearly: ONE_YEAR}}\n";
        Path file =
                file("id,b,c,m,i,s,p,f\n1,2000-02-29,yearly,Yes,Golf; Chess,700,0.3,29.85\n2,,,,,,,\n3,,weekly,,,,,\n"
                        + "4,,,,,1.5,,\n5,,,,,,1.01,\n6,,,perhaps,,,,\n");
        List<CustomerRecord> customers = new ArrayList<>();

        BadLines bad = new CustomerFile(file, mapping(yaml), VOCABULARY).read(customers::add, Progress.NONE);

        assertThat(customers).extracting(CustomerRecord::customerId).containsExactly("1", "2");
        assertThat(customers.get(0).values())
                .containsOnly(
                        Map.entry("birthDate", LocalDate.of(2000, 2, 29)),
                        Map.entry("contract", "ONE_YEAR"),
                        Map.entry("member", true),
                        Map.entry("interests", List.of("Golf", "Chess")),
                        Map.entry("creditScore", 700),
                        Map.entry("repurchaseProbability", new BigDecimal("0.3")),
                        Map.entry("monthlyCharge", new BigDecimal("29.85")));
        assertThat(customers.get(1).values()).isEmpty();
        assertThat(bad.kept())
                .extracting(BadLine::column)
                .containsExactly("contract", "creditScore", "repurchaseProbability", "member");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        kind: orders                                             | mapping-key
        columns: {a: b}                                          | mapping-key
        kind: friends                                            | mapping-key
        {kind: 1, columns: {customer: a}}                        | mapping-key
        {kind: orders, kind: orders, columns: {customer: a}}     | mapping-yaml
        {kind: orders                                            | mapping-yaml
        {kind: orders, colour: red, columns: {customer: a}}      | mapping-key
        {kind: orders, charset: none, columns: {customer: a}}    | mapping-value
        {kind: orders, skip: -1, columns: {customer: a}}         | mapping-value
        {kind: orders, dates: dd-MMM-yy, columns: {customer: a}} | mapping-value
        {kind: orders, dates: yyyy-bbb, columns: {customer: a}}  | mapping-value
        {kind: orders, columns: {customer: }}                    | mapping-value
        {kind: orders, columns: {customer: a}, values: {customer: {X: }}} | mapping-value
        {kind: orders, columns: {customer: a}}                   | mapping-kind
        {kind: customers, columns: {customerId: a}}              | mapping-kind
        {kind: orders, columns: {customer: who, date: day, amount: paid, colour: x}} | mapping-field
        {kind: orders, columns: {customer: nobody, date: day, amount: paid}} | column-missing
        {kind: orders, header: false, columns: {customer: who, date: day, amount: paid}} | column-number
        """)
    void mappingsThatCannotBeUsedAreExplained(String yaml, String code) throws IOException {
        Path file = file("who,no,day,paid\nA,1,2026-01-02,10\n");

        assertThatThrownBy(() -> orders(yaml, file)).isInstanceOfSatisfying(Refusal.class, e -> {
            assertThat(e.code()).isEqualTo("refusal." + code);
            assertThat(e.message(Locale.TAIWAN)).isNotEmpty();
        });
    }

    @Test
    void filesThatCannotBeReadAreRefused() throws IOException {
        assertThatThrownBy(() -> orders(ORDERS, folder.resolve("none.csv"))).hasMessageContaining("file-unreadable");
        assertThat(orders(ORDERS, file("who,no,day,paid\n\u00e9,1,2026-01-02,1\n", StandardCharsets.ISO_8859_1))
                        .problems())
                .containsExactly("line 2, column -: not in the encoding UTF-8 that the mapping names");
        assertThatThrownBy(() -> Mappings.find("no-such-mapping")).hasMessageContaining("mapping-missing");
        assertThat(Mappings.SHIPPED)
                .allSatisfy(name -> assertThat(Mappings.find(name).columns()).isNotEmpty());
    }

    @Test
    void progressReachesTheEnd() throws IOException {
        Path file = file("who,no,day,paid\nA,1,2026-01-02,10\n");
        long[] seen = new long[2];

        new OrderFile(file, mapping(ORDERS)).read(order -> {}, new Progress() {
            @Override
            public void size(long bytes) {
                seen[0] = bytes;
            }

            @Override
            public void at(long bytes) {
                seen[1] = bytes;
            }
        });

        assertThat(seen).containsExactly(Files.size(file), Files.size(file));
    }

    @Test
    void idsAreOrderedAsNumbersThenAsText() {
        List<String> ids = new ArrayList<>(List.of("b", "10", "9", "a", "010", "99999999999999999999"));

        ids.sort(CustomerIds.ORDER);

        assertThat(ids).containsExactly("9", "010", "10", "99999999999999999999", "a", "b");
    }

    @Test
    void generatedCustomersAreTheSameForTheSameSeedAndFillEveryField() {
        List<CustomerRecord> first = new ArrayList<>();
        List<CustomerRecord> again = new ArrayList<>();
        List<Order> orders = new ArrayList<>();
        new GeneratedCustomers(7, VOCABULARY).generate(600, batch -> {
            first.addAll(batch.customers());
            orders.addAll(batch.orders());
        });
        new GeneratedCustomers(7, VOCABULARY).generate(300, batch -> again.addAll(batch.customers()));

        assertThat(again).isEqualTo(first.subList(0, 300));
        assertThat(first.get(0).values()).hasSizeGreaterThan(40);
        assertThat(orders)
                .allMatch(order -> order.date().isBefore(GeneratedCustomers.AS_OF)
                        && !order.date().isBefore(GeneratedCustomers.AS_OF.minusDays(730)));
        assertThat(orders.stream().map(Order::customerId).distinct().count()).isBetween(500L, 599L);
    }

    @ParameterizedTest
    @CsvSource({"GB18030, UTF-8", "Big5, UTF-8"})
    void theEncodingThatFitsIsNamed(String written, String named) throws IOException {
        Path file = file("客戶編號與資產總額說明,資產\n甲,90000\n", Charset.forName(written));
        Mapping mapping = mapping("kind: customers\ncharset: " + named
                + "\ncolumns: {customerId: \"客戶編號與資產總額說明\", shortTermAssets: \"資產\"}\n");

        assertThatThrownBy(() -> new DelimitedFile(file, mapping).read(line -> {}, Progress.NONE))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.message(Locale.ENGLISH))
                                .endsWith("encoding " + named + " that the mapping names; " + written + " fits"));
    }
}
