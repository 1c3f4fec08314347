package io.gradus.rules.analysis;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A place between two values of an ordered field, just below or just above a number. Days count from 1970-01-01. Fields whose
 * values stand a step apart (whole numbers, days, amounts in cents) have cuts below a number only.
 */
record Cut(BigDecimal value, boolean above) implements Comparable<Cut> {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    /** The distance between neighbouring values; absent when between any two there is another. */
    static @Nullable BigDecimal step(Field field) {
        return switch (field.type()) {
            case WHOLE, DATE -> BigDecimal.ONE;
            case MONEY -> CENT;
            default -> null;
        };
    }

    static Cut below(Field field, BigDecimal value) {
        BigDecimal step = step(field);
        return new Cut(step == null ? value : onStep(value, step, RoundingMode.CEILING), false);
    }

    static Cut above(Field field, BigDecimal value) {
        BigDecimal step = step(field);
        return step == null
                ? new Cut(value, true)
                : new Cut(onStep(value, step, RoundingMode.FLOOR).add(step), false);
    }

    private static BigDecimal onStep(BigDecimal value, BigDecimal step, RoundingMode rounding) {
        return value.divide(step, 0, rounding).multiply(step);
    }

    /** The cut at the lower end of a range; absent when it has none. */
    static @Nullable Cut lower(Field field, Range<? extends Comparable<?>> range) {
        if (!range.hasLowerBound()) {
            return null;
        }
        BigDecimal end = number(range.lowerEndpoint());
        return range.lowerBoundType() == BoundType.CLOSED ? below(field, end) : above(field, end);
    }

    /** The cut at the upper end of a range; absent when it has none. */
    static @Nullable Cut upper(Field field, Range<? extends Comparable<?>> range) {
        if (!range.hasUpperBound()) {
            return null;
        }
        BigDecimal end = number(range.upperEndpoint());
        return range.upperBoundType() == BoundType.CLOSED ? above(field, end) : below(field, end);
    }

    /** A value of an ordered field as a number. */
    static BigDecimal number(Object value) {
        if (value instanceof LocalDate day) {
            return BigDecimal.valueOf(day.toEpochDay());
        }
        return value instanceof Integer whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
    }

    /** A number as a value of the field. */
    static Comparable<?> value(Field field, BigDecimal number) {
        if (field.type() == FieldType.DATE) {
            return LocalDate.ofEpochDay(number.longValueExact());
        }
        return field.type() == FieldType.WHOLE ? (Comparable<?>) number.intValueExact() : number;
    }

    @Override
    public int compareTo(Cut other) {
        int byValue = value.compareTo(other.value);
        return byValue != 0 ? byValue : Boolean.compare(above, other.above);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cut cut && compareTo(cut) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * value.stripTrailingZeros().hashCode() + Boolean.hashCode(above);
    }
}
