package io.gradus.rules.workbook;

import com.google.common.collect.Range;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a cell asks of a field's value. Only {@link Any} and {@link Missing} match an absent value. */
public sealed interface Condition {

    /** A blank cell: any value, and none. */
    Condition ANY = new Any();

    /** Whether the value passes; null is an absent value. */
    boolean matches(@Nullable Object value);

    /** The values that a condition lists, to be taken or to be left out; none for limits. */
    static List<Object> listed(Condition condition) {
        if (condition instanceof OneOf oneOf) {
            return oneOf.values();
        }
        return condition instanceof NoneOf noneOf ? noneOf.values() : List.of();
    }

    /** A blank cell. */
    record Any() implements Condition {
        @Override
        public boolean matches(@Nullable Object value) {
            return true;
        }
    }

    /** The value must be absent. */
    record Missing() implements Condition {
        @Override
        public boolean matches(@Nullable Object value) {
            return value == null;
        }
    }

    /** The value must be there, whatever it is. */
    record Present() implements Condition {
        @Override
        public boolean matches(@Nullable Object value) {
            return value != null;
        }
    }

    /** Numbers or dates between limits, each marked as belonging or not. */
    record Within(Range<Comparable<?>> range) implements Condition {
        @Override
        public boolean matches(@Nullable Object value) {
            return value instanceof Comparable<?> comparable && range.contains(comparable);
        }
    }

    /** One of several values; a field with several texts matches when it has one of them. */
    record OneOf(List<Object> values) implements Condition {
        public OneOf {
            values = List.copyOf(values);
        }

        @Override
        public boolean matches(@Nullable Object value) {
            return value != null && values.stream().anyMatch(one -> holds(value, one));
        }
    }

    /** A present value that is none of several. */
    record NoneOf(List<Object> values) implements Condition {
        public NoneOf {
            values = List.copyOf(values);
        }

        @Override
        public boolean matches(@Nullable Object value) {
            return value != null && values.stream().noneMatch(one -> holds(value, one));
        }
    }

    private static boolean holds(Object value, Object one) {
        if (value instanceof List<?> several) {
            return several.contains(one);
        }
        return (value instanceof BigDecimal left && one instanceof BigDecimal right)
                ? left.compareTo(right) == 0
                : value.equals(one);
    }
}
