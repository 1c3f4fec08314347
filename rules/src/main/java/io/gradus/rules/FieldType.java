package io.gradus.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** What values a field takes, and the Java class that holds them exactly. */
public enum FieldType {
    /** Free text. */
    TEXT(String.class),
    /** One of the codes that the field lists. */
    CHOICE(String.class),
    /** Several texts. */
    TEXTS(List.class),
    /** A whole number, -2^31 to 2^31 - 1. */
    WHOLE(Integer.class),
    /** A decimal number. */
    DECIMAL(BigDecimal.class),
    /** An amount in the customer's currency. */
    MONEY(BigDecimal.class),
    /** A share, 0 to 1; cells may write it with a % sign. */
    RATE(BigDecimal.class),
    /** A day, written yyyy-MM-dd. */
    DATE(LocalDate.class),
    /** true or false. */
    TRUTH(Boolean.class);

    private final Class<?> javaType;

    FieldType(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** The class of a present value. */
    public Class<?> javaType() {
        return javaType;
    }

    /** Whether values are exact decimals. */
    public boolean isDecimal() {
        return javaType == BigDecimal.class;
    }

    /** Whether values have an order, so that limits and ranges mean something. */
    public boolean isOrdered() {
        return isDecimal() || this == WHOLE || this == DATE;
    }
}
