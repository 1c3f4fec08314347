package io.gradus.rules;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a customer on one day. An absent value is absent: never zero, never empty. */
public final class Profile {

    private final Vocabulary vocabulary;
    private final String customerId;
    private final LocalDate asOf;
    private final @Nullable Object[] values;

    private Profile(Vocabulary vocabulary, String customerId, LocalDate asOf, @Nullable Object[] values) {
        this.vocabulary = vocabulary;
        this.customerId = customerId;
        this.asOf = asOf;
        this.values = values;
    }

    public static Builder of(Vocabulary vocabulary, String customerId, LocalDate asOf) {
        Builder builder = new Builder(
                vocabulary,
                customerId,
                asOf,
                new @Nullable Object[vocabulary.fields().size()]);
        vocabulary.find("customerId").ifPresent(field -> builder.set(field, customerId));
        return builder;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public String customerId() {
        return customerId;
    }

    public LocalDate asOf() {
        return asOf;
    }

    /** The value, of the field's Java type, or null when it is absent. */
    public @Nullable Object value(Field field) {
        return values[vocabulary.indexOf(field)];
    }

    /** The value at the field's index, or null when it is absent. */
    public @Nullable Object valueAt(int index) {
        return values[index];
    }

    /** The present values of some fields, by name, in their order. */
    public Map<String, Object> present(List<Field> fields) {
        Map<String, Object> present = new LinkedHashMap<>();
        for (Field field : fields) {
            Object value = value(field);
            if (value != null) {
                present.put(field.name(), value);
            }
        }
        return present;
    }

    /** The same profile with what policies have computed; values that were there are replaced. */
    public Profile with(Map<String, Object> computed) {
        if (computed.isEmpty()) {
            return this;
        }
        Builder builder = new Builder(vocabulary, customerId, asOf, values.clone());
        computed.forEach((name, value) -> builder.set(vocabulary.get(name), value));
        return builder.build();
    }

    /** Collects values; {@link #build()} adds what follows from the evaluation date. */
    public static final class Builder {

        private final Vocabulary vocabulary;
        private final String customerId;
        private final LocalDate asOf;
        private final @Nullable Object[] values;

        private Builder(Vocabulary vocabulary, String customerId, LocalDate asOf, @Nullable Object[] values) {
            this.vocabulary = vocabulary;
            this.customerId = customerId;
            this.asOf = asOf;
            this.values = values;
        }

        /** Sets a value; null leaves the field absent. */
        public Builder set(String field, @Nullable Object value) {
            return set(vocabulary.get(field), value);
        }

        /**
         * Sets a value; null leaves the field absent.
         *
         * @throws IllegalArgumentException when the value is not of the field's Java type
         */
        public Builder set(Field field, @Nullable Object value) {
            if (value != null && !field.type().javaType().isInstance(value)) {
                throw new IllegalArgumentException(field.name() + " is " + field.type() + ", not a "
                        + value.getClass().getSimpleName());
            }
            values[vocabulary.indexOf(field)] = value;
            return this;
        }

        public Profile build() {
            for (int index = 0; index < values.length; index++) {
                if (values[index] == null) {
                    values[index] = derived(vocabulary.fields().get(index));
                }
            }
            return new Profile(vocabulary, customerId, asOf, values.clone());
        }

        private @Nullable Object derived(Field field) {
            if (field.formula() instanceof Formula.DaysSince since) {
                return between(ChronoUnit.DAYS, (LocalDate) value(since.date()));
            }
            if (field.formula() instanceof Formula.YearsSince since) {
                return between(ChronoUnit.YEARS, (LocalDate) value(since.date()));
            }
            if (field.formula() instanceof Formula.Ratio ratio) {
                return ratio(decimal(ratio.dividend()), decimal(ratio.divisor()));
            }
            return null;
        }

        private @Nullable Object value(String field) {
            return values[vocabulary.indexOf(vocabulary.get(field))];
        }

        // A date after asOf is not known yet on that day.
        private @Nullable Integer between(ChronoUnit unit, @Nullable LocalDate date) {
            return date == null || date.isAfter(asOf) ? null : Math.toIntExact(unit.between(date, asOf));
        }

        private @Nullable BigDecimal decimal(String field) {
            Object value = value(field);
            return value instanceof Integer whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
        }

        private static @Nullable BigDecimal ratio(@Nullable BigDecimal dividend, @Nullable BigDecimal divisor) {
            return dividend == null || divisor == null || divisor.signum() == 0
                    ? null
                    : dividend.divide(divisor, MathContext.DECIMAL128);
        }
    }
}
