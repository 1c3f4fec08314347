package io.gradus.rules.analysis;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.Messages;
import io.gradus.rules.Unit;
import io.gradus.rules.workbook.Condition;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says conditions and values in the words of one of the three languages, with the units of their fields. */
final class Words {

    private static final int PLACES = 34;

    private final Locale locale;
    private final Messages texts;

    Words(Locale locale) {
        this.locale = locale;
        this.texts = Messages.of(Words.class, "io.gradus.rules.words", locale);
    }

    /** The field as a reader knows it. */
    String name(Field field) {
        return field.called(locale);
    }

    /** Field and conditions, any of which may hold. */
    String clause(Field field, List<Condition> conditions) {
        return name(field) + " "
                + conditions.stream()
                        .map(condition -> condition(field, condition))
                        .collect(Collectors.joining(texts.format("or")));
    }

    String condition(Field field, Condition condition) {
        if (condition instanceof Condition.Missing) {
            return texts.format("missing");
        }
        if (condition instanceof Condition.Present) {
            return texts.format("present");
        }
        if (condition instanceof Condition.OneOf oneOf) {
            return "= " + list(field, oneOf.values());
        }
        if (condition instanceof Condition.NoneOf noneOf) {
            return "≠ " + list(field, noneOf.values());
        }
        return condition instanceof Condition.Within within ? range(field, within.range()) : texts.format("any");
    }

    private String list(Field field, List<Object> values) {
        return values.stream().map(value -> bare(field, value)).collect(Collectors.joining(", ")) + unit(field);
    }

    private String range(Field field, Range<Comparable<?>> range) {
        String lower = range.hasLowerBound()
                ? (range.lowerBoundType() == BoundType.CLOSED ? "≥ " : "> ") + bare(field, range.lowerEndpoint())
                : "";
        String upper = range.hasUpperBound()
                ? (range.upperBoundType() == BoundType.CLOSED ? "≤ " : "< ") + bare(field, range.upperEndpoint())
                : "";
        String between = lower.isEmpty() || upper.isEmpty() ? "" : texts.format("and");
        return lower + between + upper + unit(field);
    }

    /** A value with its unit; the word for an absent one. */
    String value(Field field, @Nullable Object value) {
        return value == null ? texts.format("missing") : bare(field, value) + unit(field);
    }

    private String bare(Field field, Object value) {
        if (value instanceof BigDecimal number) {
            return field.type() == FieldType.RATE ? grouped(number.movePointRight(2)) + "%" : grouped(number);
        }
        if (value instanceof Integer whole) {
            return grouped(BigDecimal.valueOf(whole));
        }
        if (value instanceof List<?> several) {
            return several.isEmpty()
                    ? texts.format("nothing")
                    : several.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value instanceof Boolean truth ? texts.format(truth ? "yes" : "no") : String.valueOf(value);
    }

    private static String grouped(BigDecimal number) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMaximumFractionDigits(PLACES);
        return format.format(number);
    }

    private String unit(Field field) {
        Unit unit = field.unit();
        return unit == null || unit == Unit.RATIO || unit == Unit.RANK || field.type() == FieldType.DATE
                ? ""
                : " " + texts.format("unit." + unit);
    }

    /** A text of the bundle. */
    String text(String key, Object... arguments) {
        return texts.format(key, arguments);
    }

    /** The same of conditions that others follow: a unit that both have is said once, at the end. */
    String togetherBefore(Field field, List<Condition> conditions, List<Condition> following) {
        String text = together(field, conditions);
        String unit = unit(field);
        return !unit.isEmpty()
                        && text.endsWith(unit)
                        && together(field, following).endsWith(unit)
                ? text.substring(0, text.length() - unit.length())
                : text;
    }

    /** Conditions that must all hold. */
    String together(Field field, List<Condition> conditions) {
        return conditions.isEmpty()
                ? texts.format("any")
                : conditions.stream()
                        .map(condition -> condition(field, condition))
                        .collect(Collectors.joining(texts.format("and")));
    }

    /** Several clauses as one sentence. */
    String all(List<String> clauses) {
        return clauses.isEmpty() ? texts.format("everybody") : String.join(texts.format("also"), clauses);
    }
}
