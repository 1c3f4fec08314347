package io.gradus.rules.workbook;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.stream.Collectors;

/** Writes a condition the one way that every reader of cells understands: the plain form of the cell language. */
public final class ConditionText {

    private ConditionText() {}

    /** The text of a cell that means this condition; empty for any value. */
    public static String of(Condition condition) {
        if (condition instanceof Condition.Within within) {
            return range(within.range());
        }
        if (condition instanceof Condition.OneOf oneOf) {
            return list(oneOf.values());
        }
        if (condition instanceof Condition.NoneOf noneOf) {
            return "!= " + list(noneOf.values());
        }
        if (condition instanceof Condition.Missing) {
            return "missing";
        }
        return condition instanceof Condition.Present ? "present" : "";
    }

    private static String range(Range<Comparable<?>> range) {
        if (range.hasLowerBound() && range.hasUpperBound()) {
            return (range.lowerBoundType() == BoundType.CLOSED ? "[" : "(")
                    + value(range.lowerEndpoint())
                    + ".."
                    + value(range.upperEndpoint())
                    + (range.upperBoundType() == BoundType.CLOSED ? "]" : ")");
        }
        if (range.hasLowerBound()) {
            return (range.lowerBoundType() == BoundType.CLOSED ? ">= " : "> ") + value(range.lowerEndpoint());
        }
        return range.hasUpperBound()
                ? (range.upperBoundType() == BoundType.CLOSED ? "<= " : "< ") + value(range.upperEndpoint())
                : "present";
    }

    private static String list(Collection<?> values) {
        return values.stream().map(ConditionText::value).collect(Collectors.joining(", "));
    }

    private static String value(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }
}
