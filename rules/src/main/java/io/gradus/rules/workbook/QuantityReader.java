package io.gradus.rules.workbook;

import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.FindingCode;
import io.gradus.rules.PeriodDays;
import io.gradus.rules.Unit;
import io.gradus.rules.workbook.grammar.CellParser.CurrencyContext;
import io.gradus.rules.workbook.grammar.CellParser.QuantityContext;
import io.gradus.rules.workbook.grammar.CellParser.UnitContext;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/** Reads one quantity of a cell as a value of its field, and checks its unit against the vocabulary. */
final class QuantityReader {

    private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");
    private static final BigDecimal TENTH = new BigDecimal("0.1");
    private static final int DAYS_A_WEEK = 7;
    private static final Pattern GROUPING = Pattern.compile("[, ']");
    private static final Pattern POINT_BEFORE_THREE = Pattern.compile("[1-9]\\d{0,2}\\.\\d{3}");
    private static final Pattern DAY_SEPARATORS = Pattern.compile("[-/年月日]");

    private static final Map<String, BigDecimal> MULTIPLIERS = Map.ofEntries(
            Map.entry("千", BigDecimal.valueOf(1_000)),
            Map.entry("thousand", BigDecimal.valueOf(1_000)),
            Map.entry("万", BigDecimal.valueOf(10_000)),
            Map.entry("萬", BigDecimal.valueOf(10_000)),
            Map.entry("百万", BigDecimal.valueOf(1_000_000)),
            Map.entry("百萬", BigDecimal.valueOf(1_000_000)),
            Map.entry("million", BigDecimal.valueOf(1_000_000)),
            Map.entry("亿", BigDecimal.valueOf(100_000_000)),
            Map.entry("億", BigDecimal.valueOf(100_000_000)));

    private static final Map<String, Set<Unit>> UNITS = Map.ofEntries(
            Map.entry("小时", EnumSet.of(Unit.HOURS)),
            Map.entry("小時", EnumSet.of(Unit.HOURS)),
            Map.entry("hour", EnumSet.of(Unit.HOURS)),
            Map.entry("hours", EnumSet.of(Unit.HOURS)),
            Map.entry("岁", EnumSet.of(Unit.YEARS)),
            Map.entry("歲", EnumSet.of(Unit.YEARS)),
            Map.entry("年", EnumSet.of(Unit.YEARS)),
            Map.entry("year", EnumSet.of(Unit.YEARS)),
            Map.entry("years", EnumSet.of(Unit.YEARS)),
            Map.entry("天", EnumSet.of(Unit.DAYS)),
            Map.entry("日", EnumSet.of(Unit.DAYS)),
            Map.entry("day", EnumSet.of(Unit.DAYS)),
            Map.entry("days", EnumSet.of(Unit.DAYS)),
            Map.entry("个月", EnumSet.of(Unit.MONTHS)),
            Map.entry("個月", EnumSet.of(Unit.MONTHS)),
            Map.entry("月", EnumSet.of(Unit.MONTHS)),
            Map.entry("month", EnumSet.of(Unit.MONTHS)),
            Map.entry("months", EnumSet.of(Unit.MONTHS)),
            Map.entry("单", EnumSet.of(Unit.ORDERS)),
            Map.entry("單", EnumSet.of(Unit.ORDERS)),
            Map.entry("order", EnumSet.of(Unit.ORDERS)),
            Map.entry("orders", EnumSet.of(Unit.ORDERS)),
            Map.entry("笔", EnumSet.of(Unit.ORDERS, Unit.TRANSACTIONS)),
            Map.entry("筆", EnumSet.of(Unit.ORDERS, Unit.TRANSACTIONS)),
            Map.entry("transaction", EnumSet.of(Unit.TRANSACTIONS)),
            Map.entry("transactions", EnumSet.of(Unit.TRANSACTIONS)),
            Map.entry("visit", EnumSet.of(Unit.VISITS)),
            Map.entry("visits", EnumSet.of(Unit.VISITS)),
            Map.entry("call", EnumSet.of(Unit.CALLS)),
            Map.entry("calls", EnumSet.of(Unit.CALLS)),
            Map.entry("次", EnumSet.of(Unit.ORDERS, Unit.VISITS, Unit.CALLS, Unit.TRANSACTIONS, Unit.TIMES)),
            Map.entry("time", EnumSet.of(Unit.TIMES)),
            Map.entry("times", EnumSet.of(Unit.TIMES)),
            Map.entry("倍", EnumSet.of(Unit.TIMES)),
            Map.entry("分", EnumSet.of(Unit.SCORE, Unit.POINTS)),
            Map.entry("点", EnumSet.of(Unit.POINTS)),
            Map.entry("點", EnumSet.of(Unit.POINTS)),
            Map.entry("point", EnumSet.of(Unit.POINTS, Unit.SCORE)),
            Map.entry("points", EnumSet.of(Unit.POINTS, Unit.SCORE)),
            Map.entry("名", EnumSet.of(Unit.RANK)),
            Map.entry("位", EnumSet.of(Unit.RANK)));

    private static final Set<String> WEEKS = Set.of("周", "週", "星期", "week", "weeks");

    /** Words for periods that are longer than a field's unit, by the names that {@link PeriodDays} has for them. */
    private static final Map<String, String> PERIODS = Map.ofEntries(
            Map.entry("月", PeriodDays.MONTH),
            Map.entry("个月", PeriodDays.MONTH),
            Map.entry("個月", PeriodDays.MONTH),
            Map.entry("month", PeriodDays.MONTH),
            Map.entry("months", PeriodDays.MONTH),
            Map.entry("季度", PeriodDays.QUARTER),
            Map.entry("quarter", PeriodDays.QUARTER),
            Map.entry("quarters", PeriodDays.QUARTER),
            Map.entry("半年", PeriodDays.HALF_YEAR),
            Map.entry("年", PeriodDays.YEAR),
            Map.entry("year", PeriodDays.YEAR),
            Map.entry("years", PeriodDays.YEAR));

    private static final Map<String, Integer> MONTHS_IN =
            Map.of(PeriodDays.QUARTER, 3, PeriodDays.HALF_YEAR, 6, PeriodDays.YEAR, 12);

    private final Field field;
    private final RawCell cell;
    private final Findings findings;

    QuantityReader(Field field, RawCell cell, Findings findings) {
        this.field = field;
        this.cell = cell;
        this.findings = findings;
    }

    /**
     * The value, or null after a finding.
     *
     * @param shared the unit of the last quantity of the same cell: it holds for those before it that have none, as in 30至70%
     */
    @Nullable
    Comparable<?> value(QuantityContext quantity, @Nullable UnitContext shared) {
        if (field.type() == FieldType.DATE) {
            return day(quantity);
        }
        if (quantity.DAY() != null) {
            findings.add(cell.place(), FindingCode.NOT_A_NUMBER, written(quantity));
            return null;
        }
        UnitContext unit = quantity.unit() == null ? shared : quantity.unit();
        BigDecimal factor = factor(quantity, unit);
        if (factor == null) {
            return null;
        }
        if (isPointUnclear(quantity)) {
            findings.add(cell.place(), FindingCode.POINT_AMBIGUOUS, written(quantity));
            return null;
        }
        BigDecimal number = number(quantity).multiply(factor);
        if (CellReader.isTooLong(number)) {
            findings.add(cell.place(), FindingCode.NUMBER_TOO_LONG, written(quantity));
            return null;
        }
        return field.type() == FieldType.WHOLE ? whole(quantity, number) : number;
    }

    /** A point before exactly three digits separates thousands in many languages, and amounts have two places. */
    private boolean isPointUnclear(QuantityContext quantity) {
        boolean rounded = field.type() == FieldType.WHOLE || field.type() == FieldType.MONEY;
        return rounded
                && quantity.NUMBER() != null
                && quantity.MULTIPLIER() == null
                && POINT_BEFORE_THREE.matcher(quantity.NUMBER().getText()).matches();
    }

    /** How much of the field's own unit one of the quantity's unit is, or null after a finding. */
    private @Nullable BigDecimal factor(QuantityContext quantity, @Nullable UnitContext unit) {
        if (unit != null && (unit.PERCENT() != null || unit.TENTHS() != null)) {
            if (field.type() == FieldType.RATE) {
                return unit.PERCENT() == null ? TENTH : HUNDREDTH;
            }
            findings.add(cell.place(), FindingCode.PERCENT_MISPLACED, written(quantity), field.name());
            return null;
        }
        BigDecimal factor = quantity.HALF_YEAR() == null ? BigDecimal.ONE : perUnit("半年");
        for (CurrencyContext currency : quantity.getRuleContexts(CurrencyContext.class)) {
            factor = isOurs(currency) ? factor : null;
        }
        if (unit != null && unit.currency() != null) {
            factor = isOurs(unit.currency()) ? factor : null;
        } else if (unit != null && factor != null) {
            BigDecimal per = perUnit(unit.getText().toLowerCase(Locale.ROOT));
            factor = per == null ? null : factor.multiply(per);
        }
        if (factor == null) {
            String allowed = field.unit() == null ? "-" : words(field.unit());
            findings.add(cell.place(), FindingCode.UNIT_MISPLACED, written(quantity), field.name(), allowed);
        }
        return factor;
    }

    private boolean isOurs(CurrencyContext currency) {
        return currency.FOREIGN() == null && field.unit() == Unit.CURRENCY;
    }

    /** How much of the field's unit the one of that name is; null where it is another measure, or its length is not said. */
    private @Nullable BigDecimal perUnit(String name) {
        Unit asked = field.unit();
        if (asked == null) {
            return null;
        }
        if (UNITS.getOrDefault(name, Set.of()).contains(asked)) {
            return BigDecimal.ONE;
        }
        Integer times = switch (asked) {
            case DAYS ->
                WEEKS.contains(name)
                        ? Integer.valueOf(DAYS_A_WEEK)
                        : field.periods().days(name(name));
            case MONTHS -> MONTHS_IN.get(name(name));
            default -> null;
        };
        return times == null ? null : BigDecimal.valueOf(times);
    }

    /** The period of that name in one of the languages; empty when there is none. */
    private static String name(String word) {
        return PERIODS.getOrDefault(word, "");
    }

    /** As it stands in the cell, with its spaces. */
    static String written(QuantityContext quantity) {
        return quantity.getStart()
                .getInputStream()
                .getText(Interval.of(
                        quantity.getStart().getStartIndex(), quantity.getStop().getStopIndex()));
    }

    /** How a unit may be written. */
    private static String words(Unit unit) {
        Stream<String> words = switch (unit) {
            case CURRENCY -> Stream.of("元", "¥", "CNY");
            case RATIO -> Stream.of("%");
            default ->
                UNITS.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(unit))
                        .map(Map.Entry::getKey)
                        .sorted();
        };
        return String.join(", ", words.toList());
    }

    /**
     * Whether a number without a multiplier may be meant in the multiplier of another one. Not so where it stands before and is
     * no smaller than that, as 5000 before 1万, where it stands behind and is no smaller than what is multiplied, or is nought.
     */
    static boolean mayShareMultiplier(QuantityContext quantity, QuantityContext multiplied, boolean isAfter) {
        if (multiplied.MULTIPLIER() == null
                || quantity.MULTIPLIER() != null
                || quantity.NUMBER() == null
                || digits(quantity).signum() == 0) {
            return false;
        }
        BigDecimal least = isAfter ? amount(multiplied) : digits(multiplied);
        return digits(quantity).compareTo(least) < 0;
    }

    /** Whether it is written as nobody writes a number, as 000 is. */
    static boolean startsWithNought(QuantityContext quantity) {
        return quantity.NUMBER() != null && quantity.NUMBER().getText().matches("0\\d.*");
    }

    private static BigDecimal digits(QuantityContext quantity) {
        return quantity.NUMBER() == null
                ? BigDecimal.ONE
                : new BigDecimal(GROUPING.matcher(quantity.NUMBER().getText()).replaceAll(""));
    }

    /** The number with its multiplier. */
    static BigDecimal amount(QuantityContext quantity) {
        BigDecimal number = digits(quantity);
        if (quantity.MULTIPLIER() != null) {
            number = number.multiply(
                    MULTIPLIERS.get(quantity.MULTIPLIER().getText().toLowerCase(Locale.ROOT)));
        }
        return number;
    }

    private static BigDecimal number(QuantityContext quantity) {
        BigDecimal number = amount(quantity);
        boolean negative = quantity.sign() != null && quantity.sign().MINUS() != null;
        return negative ? number.negate() : number;
    }

    private @Nullable Integer whole(QuantityContext quantity, BigDecimal number) {
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            // Not a whole number that fits: the analyst is told so.
            findings.add(cell.place(), FindingCode.NOT_A_WHOLE_NUMBER, written(quantity));
            return null;
        }
    }

    private @Nullable LocalDate day(QuantityContext quantity) {
        if (quantity.DAY() != null) {
            String[] parts = DAY_SEPARATORS.split(quantity.DAY().getText(), -1);
            try {
                return LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            } catch (DateTimeException e) {
                // No such day: the analyst is told so below.
                findings.add(cell.place(), FindingCode.NOT_A_DATE, written(quantity));
                return null;
            }
        }
        findings.add(cell.place(), FindingCode.NOT_A_DATE, written(quantity));
        return null;
    }
}
