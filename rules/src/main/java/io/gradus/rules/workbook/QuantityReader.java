package io.gradus.rules.workbook;

import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Unit;
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
import org.jspecify.annotations.Nullable;

/** Reads one quantity of a cell as a value of its field, and checks its unit against the vocabulary. */
final class QuantityReader {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
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
     * @param last the last quantity of the same cell: its unit holds for those before it that have none, as in 30至70%
     */
    @Nullable
    Comparable<?> value(QuantityContext quantity, QuantityContext last) {
        if (field.type() == FieldType.DATE) {
            return day(quantity);
        }
        if (quantity.DAY() != null) {
            findings.add(cell.place(), FindingCode.NOT_A_NUMBER, quantity.getText());
            return null;
        }
        UnitContext unit = quantity.unit() == null ? last.unit() : quantity.unit();
        boolean percent = unit != null && unit.PERCENT() != null;
        if (!unitFits(quantity, unit, percent)) {
            return null;
        }
        BigDecimal number = number(quantity);
        number = percent ? number.divide(HUNDRED) : number;
        if (CellReader.isTooLong(number)) {
            findings.add(cell.place(), FindingCode.NUMBER_TOO_LONG, quantity.getText());
            return null;
        }
        return field.type() == FieldType.WHOLE ? whole(quantity, number) : number;
    }

    private boolean unitFits(QuantityContext quantity, @Nullable UnitContext unit, boolean percent) {
        boolean currency = quantity.CURRENCY() != null || (unit != null && unit.CURRENCY() != null);
        if (percent && field.type() != FieldType.RATE) {
            findings.add(cell.place(), FindingCode.PERCENT_MISPLACED, quantity.getText(), field.name());
            return false;
        }
        boolean fits = !currency || field.unit() == Unit.CURRENCY;
        if (unit != null && !percent && unit.CURRENCY() == null) {
            Unit asked = field.unit();
            Set<Unit> meant = UNITS.getOrDefault(unit.getText().toLowerCase(Locale.ROOT), Set.of());
            fits = fits && asked != null && meant.contains(asked);
        }
        if (!fits) {
            String allowed = field.unit() == null ? "-" : words(field.unit());
            findings.add(cell.place(), FindingCode.UNIT_MISPLACED, quantity.getText(), field.name(), allowed);
        }
        return fits;
    }

    /** How a unit may be written. */
    private static String words(Unit unit) {
        Stream<String> words = switch (unit) {
            case CURRENCY -> Stream.of("元", "¥", "CNY", "$", "€");
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
     * Whether a number without a multiplier may be meant in the multiplier of the last one. Not so where it is no smaller
     * than that, as 5000 before 1万, or nought.
     */
    static boolean mayShareMultiplier(QuantityContext quantity, QuantityContext last) {
        return last.MULTIPLIER() != null
                && quantity.MULTIPLIER() == null
                && quantity.NUMBER() != null
                && digits(quantity).signum() != 0
                && digits(quantity).compareTo(digits(last)) < 0;
    }

    private static BigDecimal digits(QuantityContext quantity) {
        return new BigDecimal(quantity.NUMBER().getText().replace(",", ""));
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
            findings.add(cell.place(), FindingCode.NOT_A_WHOLE_NUMBER, quantity.getText());
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
                findings.add(cell.place(), FindingCode.NOT_A_DATE, quantity.getText());
                return null;
            }
        }
        findings.add(cell.place(), FindingCode.NOT_A_DATE, quantity.getText());
        return null;
    }
}
