package io.gradus.rules.workbook;

import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A condition to start from: what stands in the cell of a field, and a value that meets it.
 *
 * @param note the condition in words
 */
record ExampleLimit(Field field, String text, Object value, String note) {

    private static final int SHARE_PLACES = 4;
    private static final int PLACES = 2;
    private static final LocalDate LATEST = LocalDate.of(2026, 1, 1);

    /** Up to so many conditions that differ, fields with an order first, the highest limit first. */
    static List<ExampleLimit> of(List<Field> fields, int wanted) {
        return fields.stream()
                .sorted(Comparator.comparing(ExampleLimit::preference))
                .flatMap(field -> examples(field, wanted))
                .distinct()
                .limit(wanted)
                .toList();
    }

    Map<String, String> cells() {
        return Map.of(field.name(), text);
    }

    Map<String, Object> given() {
        return Map.of(field.name(), value);
    }

    private static int preference(Field field) {
        return switch (field.type()) {
            case WHOLE, DECIMAL, MONEY, RATE, DATE -> 0;
            case CHOICE, TRUTH -> 1;
            case TEXT, TEXTS -> 2;
        };
    }

    private static Stream<ExampleLimit> examples(Field field, int wanted) {
        return switch (field.type()) {
            case WHOLE, DECIMAL, MONEY, RATE ->
                IntStream.range(0, wanted).mapToObj(i -> atLeast(field, number(field, wanted - i, wanted + 1)));
            case DATE -> IntStream.range(0, wanted).mapToObj(i -> since(field, LATEST.minusYears(i)));
            case CHOICE ->
                field.choices().stream()
                        .filter(code -> !code.equals(unused(field)))
                        .map(code -> exactly(field, code, code));
            case TRUTH -> Stream.of(exactly(field, "true", true), exactly(field, "false", false));
            // Every customer has an id, so that its being there would leave nobody for the last row.
            case TEXT ->
                Stream.of(
                        "_id".equals(field.path())
                                ? exactly(field, "C001", "C001")
                                : present(field, field.label().en()));
            case TEXTS -> Stream.of(present(field, List.of(field.label().en())));
        };
    }

    /** The code of a choice that no condition names, so that somebody is left for the last row. */
    static String unused(Field field) {
        return field.choices().get(field.choices().size() - 1);
    }

    private static ExampleLimit atLeast(Field field, BigDecimal number) {
        Object value = field.type() == FieldType.WHOLE ? (Object) number.intValueExact() : number;
        String shown = field.type() == FieldType.RATE ? grouped(number.movePointRight(2)) + "%" : grouped(number);
        return new ExampleLimit(field, ">= " + shown, value, note(field, "at least " + shown, "不低于 " + shown));
    }

    private static ExampleLimit since(Field field, LocalDate day) {
        return new ExampleLimit(field, ">= " + day, day, note(field, "on or after " + day, "不早于 " + day));
    }

    private static ExampleLimit exactly(Field field, String text, Object value) {
        return new ExampleLimit(field, text, value, note(field, "is " + text, "为 " + text));
    }

    private static ExampleLimit present(Field field, Object value) {
        return new ExampleLimit(field, "present", value, note(field, "is known", "已知"));
    }

    private static String note(Field field, String english, String chinese) {
        return field.label().en() + " " + english + "  " + field.label().zhCn() + chinese;
    }

    /** The limit at so many of that many equal steps through what the field can take. */
    private static BigDecimal number(Field field, int step, int steps) {
        boolean share = field.type() == FieldType.RATE;
        BigDecimal width = share ? BigDecimal.ONE : usualStep(field.unit()).multiply(BigDecimal.valueOf(steps));
        BigDecimal maximum = field.maximum();
        BigDecimal from = field.minimum() != null
                ? field.minimum()
                : maximum == null || maximum.signum() > 0 ? BigDecimal.ZERO : maximum.subtract(width);
        BigDecimal to = maximum == null ? from.add(width) : maximum;
        int places = share ? SHARE_PLACES : field.type() == FieldType.WHOLE ? 0 : PLACES;
        BigDecimal limit = to.subtract(from)
                .multiply(BigDecimal.valueOf(step))
                .divide(BigDecimal.valueOf(steps), places, RoundingMode.HALF_UP)
                .add(from);
        return limit.stripTrailingZeros().scale() < 0 ? limit.setScale(0, RoundingMode.UNNECESSARY) : limit;
    }

    private static BigDecimal usualStep(@Nullable Unit unit) {
        if (unit == null) {
            return BigDecimal.TEN;
        }
        return BigDecimal.valueOf(
                switch (unit) {
                    case CURRENCY -> 5000;
                    case POINTS -> 100;
                    case HOURS -> 24;
                    case DAYS -> 30;
                    case MONTHS -> 6;
                    case YEARS, SCORE, RANK -> 10;
                    case ORDERS, VISITS, CALLS, TRANSACTIONS, TIMES -> 5;
                    case RATIO -> 1;
                });
    }

    private static String grouped(BigDecimal number) {
        return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(number);
    }
}
