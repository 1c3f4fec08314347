package io.gradus.rules.workbook;

import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.workbook.Constraint.Comparison;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns constraints of Drools' own language into conditions, a field each, where conditions can say the same. */
final class ConstraintConditions {

    /** What Drools calls the customer itself. */
    private static final String SELF = "this";

    private static final String NULL = "null";
    private static final String EPOCH_DAY = "EpochDay";
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");
    private static final Pattern DROOLS_DAY = Pattern.compile("\\d{1,2}-[A-Za-z]{3}-\\d{4}");
    private static final DateTimeFormatter DROOLS_DAYS = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d-MMM-uuuu")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern NUMBER = Pattern.compile("([+-]?\\d+(?:\\.\\d+)?)[BbLlIi]?");

    private final Vocabulary vocabulary;
    private final Findings findings;
    private final CellReader cells;

    ConstraintConditions(Vocabulary vocabulary, Findings findings) {
        this.vocabulary = vocabulary;
        this.findings = findings;
        this.cells = new CellReader(findings);
    }

    /** The field that rules call so: a date also by its days since 1970-01-01. */
    static Optional<Field> field(Vocabulary vocabulary, String name) {
        Optional<Field> field = vocabulary.find(name);
        return field.isPresent() || !name.endsWith(EPOCH_DAY)
                ? field
                : vocabulary
                        .find(name.substring(0, name.length() - EPOCH_DAY.length()))
                        .filter(one -> one.type() == FieldType.DATE);
    }

    /** Whether the name stands for the customer as a whole, who is always there. */
    static boolean isSelf(Comparison comparison) {
        return comparison.field().equals(SELF)
                && comparison.operator().equals("!=")
                && comparison.values().equals(List.of(NULL));
    }

    /** A day as Drools writes it, 01-Jan-2026, in our writing; any other text as it is. */
    static String isoDay(String text) {
        if (!DROOLS_DAY.matcher(text).matches()) {
            return text;
        }
        try {
            return LocalDate.parse(text, DROOLS_DAYS).toString();
        } catch (DateTimeException e) {
            // Left as it is, it becomes a finding where it is read.
            return text;
        }
    }

    /**
     * The conditions on each field; absent when no such conditions say the same.
     *
     * @param place the cell that a finding names
     */
    Optional<Map<Field, Condition>> conditions(Constraint constraint, RawCell place) {
        if (constraint instanceof Comparison comparison) {
            return comparison(comparison, place);
        }
        if (constraint instanceof Constraint.Every every) {
            return every(every.parts(), place);
        }
        return either(((Constraint.Either) constraint).parts(), place);
    }

    private Optional<Map<Field, Condition>> every(List<Constraint> parts, RawCell place) {
        Map<Field, Condition> together = new LinkedHashMap<>();
        for (Constraint part : parts) {
            Optional<Map<Field, Condition>> read = conditions(part, place);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            for (Map.Entry<Field, Condition> one : read.get().entrySet()) {
                Condition before = together.getOrDefault(one.getKey(), Condition.ANY);
                Optional<Condition> both = both(before, one.getValue());
                if (both.isEmpty()) {
                    if (before instanceof Condition.Within && one.getValue() instanceof Condition.Within) {
                        findings.add(place.place(), FindingCode.RANGE_EMPTY, place.normalised());
                    }
                    return Optional.empty();
                }
                together.put(one.getKey(), both.get());
            }
        }
        return Optional.of(together);
    }

    /** What two conditions on one field ask together; absent when no one condition says it. */
    static Optional<Condition> both(Condition left, Condition right) {
        if (left == Condition.ANY || left.equals(right)) {
            return Optional.of(right);
        }
        if (right == Condition.ANY) {
            return Optional.of(left);
        }
        if (left instanceof Condition.Present && !(right instanceof Condition.Missing)) {
            return Optional.of(right);
        }
        if (right instanceof Condition.Present && !(left instanceof Condition.Missing)) {
            return Optional.of(left);
        }
        if (left instanceof Condition.NoneOf one && right instanceof Condition.NoneOf other) {
            List<Object> values = new ArrayList<>(one.values());
            values.addAll(other.values());
            return Optional.of(new Condition.NoneOf(values));
        }
        if (left instanceof Condition.Within one && right instanceof Condition.Within other) {
            return intersection(one.range(), other.range());
        }
        return Optional.empty();
    }

    private static Optional<Condition> intersection(Range<Comparable<?>> one, Range<Comparable<?>> other) {
        if (!one.isConnected(other) || one.intersection(other).isEmpty()) {
            return Optional.empty();
        }
        Range<Comparable<?>> both = one.intersection(other);
        // A value that is neither more nor less: so rules compare decimals.
        return Optional.of(
                both.hasLowerBound() && both.hasUpperBound() && isOne(both)
                        ? new Condition.OneOf(List.of(both.lowerEndpoint()))
                        : new Condition.Within(both));
    }

    private static boolean isOne(Range<Comparable<?>> range) {
        return Range.<Comparable<?>>singleton(range.lowerEndpoint()).equals(range);
    }

    /** Less or more than a value: so rules leave a decimal out. */
    private static Optional<Map<Field, Condition>> lessOrMore(List<Map<Field, Condition>> parts) {
        if (parts.size() != 2) {
            return Optional.empty();
        }
        Map<Field, Condition> left = parts.get(0);
        Map<Field, Condition> right = parts.get(1);
        if (left.size() != 1 || !left.keySet().equals(right.keySet())) {
            return Optional.empty();
        }
        Field field = left.keySet().iterator().next();
        if (left.get(field) instanceof Condition.Within less
                && right.get(field) instanceof Condition.Within more
                && less.range().hasUpperBound()
                && more.range().equals(Range.greaterThan(less.range().upperEndpoint()))
                && less.range().equals(Range.lessThan(less.range().upperEndpoint()))) {
            return Optional.of(
                    Map.of(field, new Condition.NoneOf(List.of(less.range().upperEndpoint()))));
        }
        return Optional.empty();
    }

    private Optional<Map<Field, Condition>> either(List<Constraint> parts, RawCell place) {
        List<Map<Field, Condition>> reads = parts.stream()
                .map(part -> conditions(part, place).orElse(Map.of()))
                .toList();
        Optional<Map<Field, Condition>> different = lessOrMore(reads);
        if (different.isPresent()) {
            return different;
        }
        List<Object> values = new ArrayList<>();
        Field common = null;
        for (Map<Field, Condition> read : reads) {
            Map.Entry<Field, Condition> only =
                    read.size() == 1 ? read.entrySet().iterator().next() : null;
            if (only == null
                    || !(only.getValue() instanceof Condition.OneOf oneOf)
                    || (common != null && !common.equals(only.getKey()))) {
                return Optional.empty();
            }
            common = only.getKey();
            values.addAll(oneOf.values());
        }
        return common == null ? Optional.empty() : Optional.of(Map.of(common, new Condition.OneOf(values)));
    }

    private Optional<Map<Field, Condition>> comparison(Comparison comparison, RawCell place) {
        if (isSelf(comparison)) {
            return Optional.of(Map.of());
        }
        Optional<Field> field = field(vocabulary, comparison.field());
        return field.flatMap(one -> condition(one, comparison, place).map(read -> Map.of(one, read)));
    }

    private Optional<Condition> condition(Field field, Comparison comparison, RawCell place) {
        String operator = comparison.operator();
        if (comparison.values().contains(NULL)) {
            return switch (operator) {
                case "==" -> Optional.of(new Condition.Missing());
                case "!=" -> Optional.of(new Condition.Present());
                default -> Optional.empty();
            };
        }
        boolean containing = operator.endsWith("contains");
        if (containing && field.type() != FieldType.TEXTS) {
            return Optional.empty();
        }
        List<Object> values = values(field, comparison, place);
        if (values.isEmpty()) {
            return Optional.of(Condition.ANY);
        }
        return switch (operator) {
            case "==", "in", "contains" -> Optional.of(new Condition.OneOf(values));
            case "!=", "not in", "not contains" -> Optional.of(new Condition.NoneOf(values));
            default -> Optional.of(limit(field, operator, values.get(0), place));
        };
    }

    private Condition limit(Field field, String operator, Object value, RawCell place) {
        if (!field.type().isOrdered()) {
            findings.add(place.place(), FindingCode.FIELD_NOT_ORDERED, field.name(), operator);
            return Condition.ANY;
        }
        Comparable<?> limit = (Comparable<?>) value;
        return new Condition.Within(
                switch (operator) {
                    case ">" -> Range.greaterThan(limit);
                    case ">=" -> Range.atLeast(limit);
                    case "<" -> Range.lessThan(limit);
                    default -> Range.atMost(limit);
                });
    }

    private List<Object> values(Field field, Comparison comparison, RawCell place) {
        boolean days = !comparison.field().equals(field.name());
        RawCell read = new RawCell(place.place(), place.text(), null, null);
        return comparison.values().stream()
                .map(written -> cells.value(field, read, plain(field, written, days)))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private static String plain(Field field, String written, boolean days) {
        boolean quoted = written.startsWith("\"") || written.startsWith("'");
        String text = quoted ? written.substring(1, written.length() - 1) : written;
        if (days && WHOLE.matcher(text).matches()) {
            return LocalDate.ofEpochDay(Long.parseLong(text)).toString();
        }
        Matcher number = NUMBER.matcher(text);
        if (field.type().isOrdered() && number.matches()) {
            return number.group(1);
        }
        return field.type() == FieldType.DATE ? isoDay(text) : text;
    }
}
