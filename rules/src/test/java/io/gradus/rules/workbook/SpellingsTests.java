package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.WorkbookFixture.over;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.rules.Field;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.VocabularyReader;
import io.gradus.rules.fixtures.Policies;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.poi.ss.usermodel.DateUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spellings that people use: what is clear is read, what is not is asked, and what is offered can be read. */
class SpellingsTests {

    private static final Vocabulary VOCABULARY = VocabularyReader.shipped();

    private static Condition read(Field field, String text, Findings findings) {
        RawCell cell = new RawCell(new Place.Cell("Rules", 7, 2), text, null, null);
        return new CellReader(findings).condition(field, "", cell);
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        spend12m | = 5000               | 5000
        spend12m | == 5,000             | 5000
        spend12m | 等于5000              | 5000
        spend12m | exactly 5000         | 5000
        spend12m | >50且<80              | (50..80)
        spend12m | >50 且 <=80           | (50..80]
        spend12m | ≥50 and <80          | [50..80)
        spend12m | >= 50 && < 80        | [50..80)
        spend12m | <80且>=50             | [50..80)
        spend12m | 大于50且小于等于80         | (50..80]
        spend12m | 不低于50且低于80          | [50..80)
        spend12m | 50以上80以下            | [50..80]
        spend12m | 50以上且不满80           | [50..80)
        spend12m | 50<x<=80             | (50..80]
        spend12m | 50 <= spend12m < 80  | [50..80)
        spend12m | 80 > x >= 50         | [50..80)
        spend12m | x >= 50              | >= 50
        spend12m | spend12m >= 50       | >= 50
        spend12m | (50,80]              | (50..80]
        spend12m | [50;80]              | [50..80]
        spend12m | [50~80)              | [50..80)
        spend12m | （50，80］             | (50..80]
        spend12m | (1,000,5,000]        | (1000..5000]
        spend12m | 5000（含5000）以上       | >= 5000
        spend12m | 5000以上（含5000）       | >= 5000
        spend12m | 5000以上（不含5000）      | > 5000
        spend12m | 5000（含）元以上          | >= 5000
        spend12m | 5000起               | >= 5000
        spend12m | 5000元起              | >= 5000
        spend12m | 满5000               | >= 5000
        spend12m | 满5000元              | >= 5000
        spend12m | 达到5000              | >= 5000
        spend12m | 未满5000              | < 5000
        spend12m | 不到5000              | < 5000
        spend12m | 最低5000              | >= 5000
        spend12m | 5000 and up          | >= 5000
        spend12m | 5000 or higher       | >= 5000
        orders   | 3（含）至5（含）单         | [3..5]
        orders   | 3(含)~5(不含)单         | [3..5)
        orders   | 三单以上                | >= 3
        orders   | 十单                  | 10
        orders   | 二十五                 | 25
        spend12m | 1 000                | 1000
        spend12m | >= 5 000             | >= 5000
        spend12m | 1 000 000以上         | >= 1000000
        spend12m | 1'000                | 1000
        spend12m | .5                   | 0.5
        spend12m | 一万                  | 10000
        spend12m | 两千元以上              | >= 2000
        spend12m | 十万                  | 100000
        spend12m | 一百二十万元             | 1200000
        repurchaseProbability | 三成     | 0.3
        repurchaseProbability | 3成以上   | >= 0.3
        repurchaseProbability | 百分之三十  | 0.30
        repurchaseProbability | 百分之12.5以上 | >= 0.125
        repurchaseProbability | 30 percent | 0.3
        repurchaseProbability | 12.500% | 0.125
        daysSinceLastOrder | 2周        | 14
        daysSinceLastOrder | 两周以内     | <= 14
        lastOrderAt | 2024-06-30起      | >= 2024-06-30
        lastOrderAt | after 2024-06-30 | > 2024-06-30
        lastOrderAt | since 2024-06-30 | >= 2024-06-30
        lastOrderAt | before 2024-06-30 | < 2024-06-30
        lastOrderAt | 早于2024-06-30     | < 2024-06-30
        member   | √                    | true
        member   | Y                    | true
        member   | 是                    | true
        member   | ×                    | false
        member   | n                    | false
        region   | 非 空                  | present
        """)
    void whatIsClearIsRead(String field, String text, String plain) {
        Findings findings = new Findings();
        Condition read = read(VOCABULARY.get(field), text, findings);

        assertThat(findings.all()).isEmpty();
        Condition meant = read(VOCABULARY.get(field), plain, new Findings());
        assertThat(meant).isNotEqualTo(Condition.ANY);
        assertThat(read.toString().replaceAll("(\\.\\d*?)0+(?!\\d)", "$1"))
                .isEqualTo(meant.toString().replaceAll("(\\.\\d*?)0+(?!\\d)", "$1"));
    }

    @ParameterizedTest(name = "{0} {1} offers {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        spend12m | between 10 and 20   | [10..20) (10..20] [10..20] (10..20)
        spend12m | 介于10和20之间          | [10..20) (10..20] [10..20] (10..20)
        spend12m | 10到20之间             | [10..20) (10..20] [10..20] (10..20)
        spend12m | 10~20               | [10..20) (10..20] [10..20] (10..20)
        spend12m | 10W                 | 10万
        spend12m | 10w+                | 10万以上
        spend12m | 5k                  | 5千
        spend12m | 5K以上                | 5千以上
        spend12m | 1.5m                | 1.5百万
        spend12m | 3百                  | 300
        spend12m | 5000+               | 5000以上
        spend12m | 5000元整               | 5000元
        spend12m | 50左右                | 50
        spend12m | 约50                 | 50
        spend12m | about 50            | 50
        spend12m | >50, <80            | >50且<80
        spend12m | >=50；<80            | >=50且<80
        spend12m | >5000以上             | >5000 5000以上
        spend12m | 5000<               | < 5000
        spend12m | [50,800]            | [50..800] [50, 800]
        spend12m | 100，200             | 100200 100, 200
        spend12m | 5、000               | 5000 5、0
        spend12m | 1,5                 | 15 1, 5 1.5
        spend12m | 5万、6                | 5万、6万 50000、6
        spend12m | 1至5万               | [1万..5万) [1..50000)
        spend12m | 1万至5（含）            | 1万至5万(含)
        spend12m | 1.000               | 1000 1 1.0000
        orders   | 1.000               | 1000 1 1.0000
        spend12m | 不限                  | _
        spend12m | -                   | missing _
        spend12m | 无                   | missing _
        spend12m | N/A                 | missing _
        spend12m | NULL                | missing _
        spend12m | 5000。               | 5000
        spend12m | >= 80000~           | >= 80000
        spend12m | 80000~              | >= 80000 80000
        daysSinceLastOrder | 30天内     | 30天以内
        daysSinceLastOrder | 30天之内    | 30天以内
        daysSinceLastOrder | 半年        | 182天 183天
        daysSinceLastOrder | 三个月以内   | 90天以内 93天以内
        daysSinceLastOrder | over 1 year | over 365天 over 366天
        repurchaseProbability | 三成五   | 35%
        lastOrderAt | 2024-06-30以内    | <= 2024-06-30
        lastOrderAt | 2024-06-30以前    | < 2024-06-30 <= 2024-06-30
        lastOrderAt | 2024-06-30之后    | > 2024-06-30 >= 2024-06-30
        lastOrderAt | 2024-06-30以外    | > 2024-06-30 < 2024-06-30
        lastOrderAt | until 2024-06-30 | <= 2024-06-30 < 2024-06-30
        lastOrderAt | 2024.6.30        | 2024-06-30
        lastOrderAt | 20240630         | 2024-06-30
        lastOrderAt | 30.6.2024        | 2024-06-30
        lastOrderAt | 3/4/2024         | 2024-04-03 2024-03-04
        lastOrderAt | 30 Jun 2024      | 2024-06-30
        lastOrderAt | June 30, 2024    | 2024-06-30
        lastOrderAt | 2024年6月          | [2024-06-01..2024-07-01)
        lastOrderAt | 2024             | [2024-01-01..2025-01-01)
        lastOrderAt | 2024-06-30 10:00 | 2024-06-30
        contract | ONE_YEAR/TWO_YEAR   | ONE_YEAR、TWO_YEAR
        contract | ONE_YEAR和TWO_YEAR   | ONE_YEAR、TWO_YEAR
        contract | one year            | one_year
        contract | 除ONE_YEAR外          | 非 ONE_YEAR
        contract | ONE_YEAR以外          | 非 ONE_YEAR
        contract | 不限                  | _
        contract | -                   | missing _
        member   | 有                   | 是
        member   | x                   | 否 是
        """)
    void whatIsUnclearIsAskedWithReadings(String field, String text, String offered) {
        Findings findings = new Findings();
        read(VOCABULARY.get(field), text, findings);

        assertThat(findings.hasErrors()).isTrue();
        Finding finding = findings.all().get(0);
        assertThat(finding.readings().stream()
                        .map(reading -> reading.isEmpty() ? "_" : reading)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(offered);
        assertThat(finding + finding.repair(Locale.ENGLISH).orElse(""))
                .contains(
                        finding.readings().get(0).isEmpty()
                                ? "blank"
                                : finding.readings().get(0));
    }

    @ParameterizedTest(name = "{0} {1} is refused")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        spend12m | $50               | UNIT_MISPLACED
        spend12m | €50               | UNIT_MISPLACED
        spend12m | USD 50            | UNIT_MISPLACED
        spend12m | 50美元              | UNIT_MISPLACED
        spend12m | 5万港币              | UNIT_MISPLACED
        spend12m | £50               | UNIT_MISPLACED
        spend12m | HK$50             | UNIT_MISPLACED
        spend12m | 50 dollars        | UNIT_MISPLACED
        spend12m | NT$ 50以上          | UNIT_MISPLACED
        spend12m | 50 EUR            | UNIT_MISPLACED
        spend12m | 三成                | PERCENT_MISPLACED
        spend12m | 5000（含6000）以上     | END_CONTRADICTS
        spend12m | >50且<40            | RANGE_EMPTY
        spend12m | >50且>80            | NOT_A_NUMBER
        spend12m | between 20 and 10 | RANGE_EMPTY
        daysSinceLastOrder | 半年       | UNIT_MISPLACED
        daysSinceLastOrder | 3个月      | UNIT_MISPLACED
        """)
    void whatNobodyCanMeanIsRefused(String field, String text, String code) {
        Findings findings = new Findings();
        read(VOCABULARY.get(field), text, findings);

        assertThat(findings.all()).extracting(finding -> finding.code().name()).containsExactly(code);
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        region | 华东/华南        | TEXT_MAY_BE_LIST
        region | 华东和华南        | TEXT_MAY_BE_LIST
        region | 华东及华南        | TEXT_MAY_BE_LIST
        region | North / South | TEXT_MAY_BE_LIST
        region | North and South | TEXT_MAY_BE_LIST
        region | 华东以外         | TEXT_MAY_BE_NEGATION
        region | 除华东外         | TEXT_MAY_BE_NEGATION
        region | 除了华东以外       | TEXT_MAY_BE_NEGATION
        region | 不含华东         | TEXT_MAY_BE_NEGATION
        region | !North       | TEXT_MAY_BE_NEGATION
        region | 华东、非华南       | TEXT_MAY_BE_NEGATION
        region | 全国           | TEXT_MAY_BE_ANY
        region | 所有           | TEXT_MAY_BE_ANY
        region | 所有地区         | TEXT_MAY_BE_ANY
        region | 无            | TEXT_MAY_BE_MISSING
        region | -            | TEXT_MAY_BE_MISSING
        region | —            | TEXT_MAY_BE_MISSING
        region | /            | TEXT_MAY_BE_MISSING
        region | N/A          | TEXT_MAY_BE_MISSING
        region | NULL         | TEXT_MAY_BE_MISSING
        region | 华东、无         | TEXT_MAY_BE_MISSING
        region | 华*           | TEXT_MAY_BE_PATTERN
        interests | Golf/Music | TEXT_MAY_BE_LIST
        """)
    void wordsInTextsAreDoubted(String field, String text, String code) {
        assertThat(doubts(field, text)).containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({"华东|华南", "华东 || 华南", "华东｜华南"})
    void aBarIsDoubtedToo(String text) {
        assertThat(doubts("region", text)).containsExactly("TEXT_MAY_BE_LIST");
    }

    @ParameterizedTest
    @CsvSource({
        "非空", "非洲", "呼和浩特", "和平", "颐和园", "North", "present", "空", "AT&T", "外滩", "无锡", "全州", "非 华东", "共和新路", "华东、华南",
        "除夕"
    })
    void plainTextsAreNot(String text) {
        assertThat(doubts("region", text)).isEmpty();
    }

    private static List<String> doubts(String name, String text) {
        Findings findings = new Findings();
        Field field = VOCABULARY.get(name);
        RawCell cell = new RawCell(new Place.Cell("Rules", 7, 2), text, null, null);
        new CellReader(findings).condition(field, "", cell);
        new SuspiciousText(findings).check(field, cell);
        return findings.all().stream().map(finding -> finding.code().name()).toList();
    }

    /** Whatever the cell: what is offered is read without another question. */
    @Property(tries = 5000)
    void everyOfferCanBeRead(@ForAll("slips") String text, @ForAll("fields") Field field) {
        Findings findings = new Findings();
        read(field, text, findings);

        assertThat(findings.all().stream().flatMap(finding -> finding.readings().stream()))
                .allSatisfy(reading -> {
                    Findings again = new Findings();
                    read(field, reading, again);
                    assertThat(again.all()).as("%s for %s", reading, text).isEmpty();
                });
    }

    /** The offers of findings that name them in their message are readable too. */
    @Property(tries = 3000)
    void everyOfferInAMessageCanBeRead(@ForAll("slips") String text) {
        Field field = VOCABULARY.get("spend12m");
        Findings findings = new Findings();
        read(field, text, findings);

        assertThat(findings.all().stream()
                        .filter(finding -> finding.code() == FindingCode.MULTIPLIER_AMBIGUOUS)
                        .flatMap(finding -> finding.arguments().stream().skip(1)))
                .allSatisfy(reading -> {
                    Findings again = new Findings();
                    read(field, String.valueOf(reading), again);
                    assertThat(again.all()).as("%s for %s", reading, text).isEmpty();
                });
    }

    @Provide
    Arbitrary<Field> fields() {
        return Arbitraries.of(
                        "spend12m",
                        "orders",
                        "repurchaseProbability",
                        "lastOrderAt",
                        "contract",
                        "member",
                        "daysSinceLastOrder")
                .map(VOCABULARY::get);
    }

    @Provide
    Arbitrary<String> slips() {
        return Arbitraries.of(
                        "5",
                        "50",
                        "800",
                        "1.000",
                        "10,000",
                        "000",
                        "0.5",
                        "100",
                        "一",
                        "三",
                        "万",
                        "十",
                        "百",
                        ",",
                        "，",
                        "、",
                        "~",
                        "至",
                        "-",
                        "..",
                        "[",
                        ")",
                        "(",
                        "（含）",
                        "以上",
                        "以内",
                        "内",
                        "起",
                        "满",
                        "不足",
                        "超过",
                        "%",
                        "成",
                        "千",
                        "w",
                        "K",
                        "m",
                        "+",
                        "元",
                        "$",
                        "天",
                        "周",
                        "年",
                        "半年",
                        "not ",
                        "非",
                        "空",
                        ">=",
                        "<",
                        "且",
                        "或",
                        "x",
                        "之间",
                        "介于",
                        "和",
                        "左右",
                        "约",
                        "无",
                        "不限",
                        "2026-01-01",
                        "2026.1.1",
                        "20260101",
                        "之前",
                        "ONE_YEAR",
                        "one year",
                        "/",
                        "除",
                        "外",
                        "是",
                        "√",
                        " ")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(parts -> String.join("", parts));
    }

    @Test
    void aYearHasAsManyDaysAsTheVocabularySays() {
        Vocabulary vocabulary = VocabularyReader.read("v.yaml", """
                - name: recency
                  type: whole
                  unit: days
                  group: g
                  path: recency
                  periods: {month: 30, quarter: 91, halfYear: 182, year: 365}
                  label: {en: Recency, zh-CN: 间隔, zh-TW: 間隔}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(days(vocabulary, "半年以内")).isEqualTo(days(vocabulary, "<= 182"));
        assertThat(days(vocabulary, "一年以上")).isEqualTo(days(vocabulary, ">= 365"));
        assertThat(days(vocabulary, "3个月")).isEqualTo(days(vocabulary, "90"));
        assertThat(days(vocabulary, "at most 2 quarters")).isEqualTo(days(vocabulary, "<= 182"));
    }

    private static Condition days(Vocabulary vocabulary, String text) {
        Findings findings = new Findings();
        Condition read = read(vocabulary.get("recency"), text, findings);
        assertThat(findings.all()).isEmpty();
        return read;
    }

    @Test
    void periodsAreForDaysAndPositive() {
        assertThatThrownBy(() -> VocabularyReader.read("v.yaml", """
                        - name: spend
                          type: money
                          unit: currency
                          group: g
                          path: spend
                          periods: {year: 365}
                          label: {en: a, zh-CN: b, zh-TW: c}
                        """.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("periods are for unit days");
    }

    @Test
    void aDayWithATimeIsPointedOutInRulesAndTests() {
        double time = DateUtil.getExcelDate(LocalDateTime.of(2026, 3, 31, 14, 30));
        PolicySource source = over("lastOrderAt")
                .row("", "HIGH")
                .row("", "LOW")
                .set("Rules!C11", time)
                .format("Rules!C11", "yyyy-mm-dd")
                .source();

        assertThat(Policies.findings(source)).contains("Rules!C11 DAY_WITH_TIME");
        assertThat(Policies.messages(source))
                .anyMatch(message -> message.contains("14:30") && message.contains("2026-03-31"));
    }

    @Test
    void aScenarioIsDoubtedLikeARow() {
        PolicySource source = over("spend12m", "region")
                .row(">= 5", "North", "HIGH")
                .row("", "", "LOW")
                .scenario("one", Map.of("spend12m", "71", "region", "“North” "), "HIGH")
                .source();

        assertThat(Policies.findings(source))
                .anyMatch(finding -> finding.startsWith("Tests!") && finding.endsWith("NUMBER_AS_TEXT"))
                .anyMatch(finding -> finding.startsWith("Tests!") && finding.endsWith("TEXT_EXACT"))
                .anyMatch(finding -> finding.startsWith("Tests!") && finding.endsWith("SPACE_STRAY"));
    }

    @ParameterizedTest(name = "{0} shown as {1} is quoted as {2}")
    @CsvSource({
        "1.3, 130 %, 130 %",
        "1.3, 130%, 130%",
        "0.117, 12%, 11.7%",
        "0.117, 12 %, 11.7 %",
        "5.0, 5.00, 5.00",
        "49999.99, 50000, 49999.99"
    })
    void aNumberIsQuotedAsItIsMeant(BigDecimal held, String shown, String quoted) {
        RawCell cell = new RawCell(new Place.Cell("Rules", 7, 2), shown, held, null);

        assertThat(cell.exactText()).isEqualTo(quoted);
    }

    @Test
    void aPlaceIsNeverBeyondTheSheet() {
        assertThat(new Place.Cell("Rules", 0, 0)).hasToString("Rules");
        assertThat(new Place.Cell("Rules", 7, -1)).hasToString("Rules");
        assertThat(new Place.Cell("Rules", 1, 26)).hasToString("Rules!AA1");
    }
}
