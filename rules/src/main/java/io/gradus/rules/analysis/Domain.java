package io.gradus.rules.analysis;

import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.workbook.Condition;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/** The least and greatest values of a field, as the vocabulary has them. */
final class Domain {

    private Domain() {}

    /** The bounds as a range, such as [0..1]. */
    static String of(Field field) {
        String lower = field.minimum() == null ? "(.." : "[" + shown(field, field.minimum()) + "..";
        return lower + (field.maximum() == null ? ")" : shown(field, field.maximum()) + "]");
    }

    private static String shown(Field field, BigDecimal limit) {
        return field.type() == FieldType.RATE ? limit.movePointRight(2).toPlainString() + "%" : limit.toPlainString();
    }

    /** A value that a cell names though the field cannot take it. */
    static Optional<Object> outside(Field field, Condition condition) {
        if (!field.type().isOrdered() || (field.minimum() == null && field.maximum() == null)) {
            return Optional.empty();
        }
        return named(condition).filter(value -> isOutside(field, value)).findFirst();
    }

    private static boolean isOutside(Field field, Object value) {
        BigDecimal number = Cut.number(value);
        return (field.minimum() != null && number.compareTo(field.minimum()) < 0)
                || (field.maximum() != null && number.compareTo(field.maximum()) > 0);
    }

    private static Stream<Object> named(Condition condition) {
        if (condition instanceof Condition.Within within) {
            Range<Comparable<?>> range = within.range();
            return Stream.concat(
                    range.hasLowerBound() ? Stream.of(range.lowerEndpoint()) : Stream.empty(),
                    range.hasUpperBound() ? Stream.of(range.upperEndpoint()) : Stream.empty());
        }
        return Condition.listed(condition).stream();
    }
}
