package io.gradus.rules.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.Place;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.VocabularyReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What is written plainly is read as it was meant, and cells nobody can mean never do harm. */
class CellLanguageTests {

    private static final Vocabulary VOCABULARY = VocabularyReader.shipped();

    /** A condition and a field it can stand for. */
    record Meant(Field field, Condition condition) {}

    private static Condition read(Field field, String text, Findings findings) {
        return new CellReader(findings)
                .condition(field, "", new RawCell(new Place.Cell("Rules", 1, 0), text, null, null));
    }

    @Property(tries = 3000)
    void whatIsPrintedIsReadAgain(@ForAll("meant") Meant meant) {
        Findings findings = new Findings();

        Condition read = read(meant.field(), ConditionText.of(meant.condition()), findings);

        assertThat(findings.all()).isEmpty();
        assertThat(read).isEqualTo(meant.condition());
    }

    @Property(tries = 3000)
    void anyTextIsReadOrReported(@ForAll("anything") String text, @ForAll("fields") Field field) {
        Findings findings = new Findings();

        Condition read = read(field, text, findings);

        boolean limits = read != Condition.ANY;
        boolean blank = RawCell.normalised(text).isEmpty();
        assertThat(limits || blank || findings.hasErrors()).as(text).isTrue();
    }

    /** Every example in the table of cells in docs/workbook-format.md is understood in a column of some kind. */
    @Test
    void theExamplesOfTheDocumentAreUnderstood() throws IOException {
        String document = Files.readString(Path.of("../docs/workbook-format.md"));
        String table = document.substring(document.indexOf("## Cells"), document.indexOf("A condition on a value"));
        List<String> examples = table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf(" | ", 2)))
                .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
                .map(match -> match.group(1))
                .filter(example -> !List.of("[", "]", "(", ")").contains(example))
                .toList();

        assertThat(examples).hasSizeGreaterThan(40);
        assertThat(examples).allSatisfy(example -> {
            boolean number = example.chars().anyMatch(Character::isDigit);
            List<String> fields = number
                    ? List.of("spend12m", "orders", "repurchaseProbability", "daysSinceLastOrder", "lastOrderAt")
                    : List.of("region", "member");
            assertThat(fields).anySatisfy(field -> {
                Findings findings = new Findings();
                read(VOCABULARY.get(field), example, findings);
                assertThat(findings.all()).isEmpty();
            });
        });
    }

    @Provide
    Arbitrary<Field> fields() {
        return Arbitraries.of(
                        "spend12m", "orders", "repurchaseProbability", "lastOrderAt", "contract", "region", "member")
                .map(VOCABULARY::get);
    }

    @Provide
    Arbitrary<String> anything() {
        Arbitrary<String> pieces = Arbitraries.of(
                "5",
                "10,000",
                "0.5",
                ",",
                "，",
                "、",
                "~",
                "至",
                "-",
                "..",
                "[",
                ")",
                "（含）",
                "(不含)",
                "以上",
                "不足",
                "超过",
                "%",
                "万",
                "元",
                "天",
                "not ",
                "非",
                "空",
                ">=",
                "<",
                "2026-01-01",
                "ONE_YEAR",
                "North",
                "是",
                " ",
                "\"",
                "\\",
                "&&",
                "eval(1)");
        return Arbitraries.oneOf(
                pieces.list().ofMinSize(1).ofMaxSize(6).map(parts -> String.join("", parts)),
                Arbitraries.strings().ofMaxLength(12));
    }

    @Provide
    Arbitrary<Meant> meant() {
        return Arbitraries.oneOf(
                ordered(
                        "spend12m",
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("-1e12"), new BigDecimal("1e12"))
                                .ofScale(4)),
                ordered(
                        "repurchaseProbability",
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ZERO, BigDecimal.ONE)
                                .ofScale(4)),
                ordered("orders", Arbitraries.integers()),
                ordered("lastOrderAt", Arbitraries.integers().between(0, 40_000).map(LocalDate::ofEpochDay)),
                listed("contract", Arbitraries.of("MONTH_TO_MONTH", "ONE_YEAR", "TWO_YEAR")),
                listed(
                        "region",
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofMinLength(8)
                                .ofMaxLength(12)));
    }

    private static <T extends Comparable<T>> Arbitrary<Meant> ordered(String name, Arbitrary<T> values) {
        Field field = VOCABULARY.get(name);
        Arbitrary<BoundType> ends = Arbitraries.of(BoundType.class);
        Arbitrary<Condition> lower =
                Combinators.combine(values, ends).as((value, end) -> new Condition.Within(Range.downTo(value, end)));
        Arbitrary<Condition> upper =
                Combinators.combine(values, ends).as((value, end) -> new Condition.Within(Range.upTo(value, end)));
        Arbitrary<Condition> both = Combinators.combine(values, values, ends, ends)
                .filter((one, other, from, to) -> one.compareTo(other) != 0)
                .as((one, other, from, to) -> new Condition.Within(
                        one.compareTo(other) < 0
                                ? Range.range(one, from, other, to)
                                : Range.range(other, from, one, to)));
        return Arbitraries.oneOf(lower, upper, both, lists(values)).map(condition -> new Meant(field, condition));
    }

    private static Arbitrary<Meant> listed(String name, Arbitrary<String> values) {
        return lists(values).map(condition -> new Meant(VOCABULARY.get(name), condition));
    }

    private static <T> Arbitrary<Condition> lists(Arbitrary<T> values) {
        Arbitrary<List<T>> several = values.list().uniqueElements().ofMinSize(1).ofMaxSize(3);
        return Arbitraries.oneOf(
                several.map(list -> new Condition.OneOf(List.copyOf(list))),
                several.map(list -> new Condition.NoneOf(List.copyOf(list))),
                Arbitraries.of(new Condition.Missing(), new Condition.Present()));
    }
}
