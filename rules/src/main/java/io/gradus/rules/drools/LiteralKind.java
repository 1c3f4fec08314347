package io.gradus.rules.drools;

import com.google.common.collect.ImmutableSet;
import io.gradus.rules.Field;
import java.util.regex.Pattern;

/** How values of a field are written in DRL, and which comparisons they know. Decimals are never binary fractions. */
enum LiteralKind {
    TEXT("\".*\"", ImmutableSet.of("==", "!="), "== \"text\""),
    TEXTS("\".*\"", ImmutableSet.of("contains"), "contains \"text\""),
    WHOLE("-?(?:0|[1-9]\\d{0,9})", ImmutableSet.of("==", "!=", ">=", "<=", ">", "<"), ">= 5"),
    DECIMAL("-?(?:0|[1-9]\\d{0,8})|-?[\\d.]+B", ImmutableSet.of("==", "!=", ">=", "<=", ">", "<"), ">= 0.5B"),
    TRUTH("true|false", ImmutableSet.of("==", "!="), "== true");

    private final Pattern value;
    private final ImmutableSet<String> operators;
    private final String example;

    LiteralKind(String value, ImmutableSet<String> operators, String example) {
        this.value = Pattern.compile(value);
        this.operators = operators;
        this.example = example;
    }

    static LiteralKind of(Field field) {
        return switch (field.type()) {
            case TEXT, CHOICE -> TEXT;
            case TEXTS -> TEXTS;
            case WHOLE, DATE -> WHOLE;
            case DECIMAL, MONEY, RATE -> DECIMAL;
            case TRUTH -> TRUTH;
        };
    }

    /** Whether a field of this kind may stand before that operator and that literal. */
    boolean allows(String operator, String written) {
        return operators.contains(operator)
                && value.matcher(written).matches()
                && (this != WHOLE || isInt(Long.parseLong(written)));
    }

    /** An operator and a literal that fit. */
    String example() {
        return example;
    }

    private static boolean isInt(long number) {
        return number == (int) number;
    }
}
