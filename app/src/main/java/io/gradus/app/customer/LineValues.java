package io.gradus.app.customer;

import io.gradus.app.customer.DelimitedFile.Line;
import io.gradus.rules.Field;
import io.gradus.rules.FieldType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the typed values of one line; whatever cannot be read makes it a bad line. */
final class LineValues {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,3}(,\\d{3}){1,5}|\\d{1,18})(\\.\\d{1,10})?");
    private static final Pattern LIST = Pattern.compile("\\s*[;|]\\s*");
    private static final int MAXIMUM_ID = 200;

    private final DelimitedFile file;
    private final Mapping mapping;
    private final Line line;

    LineValues(DelimitedFile file, Mapping mapping, Line line) {
        this.file = file;
        this.mapping = mapping;
        this.line = line;
    }

    static BadLineException bad(Line line, String column, String reason, Object... arguments) {
        return new BadLineException(BadLine.of(line.number(), column, reason, arguments));
    }

    String text(String field) {
        return file.text(line, field);
    }

    String customerId(String field) {
        String id = mapping.normalisedId(text(field));
        if (id.isEmpty() || id.length() > MAXIMUM_ID || id.chars().anyMatch(Character::isISOControl)) {
            throw bad(line, field, "line.id", id, MAXIMUM_ID);
        }
        return id;
    }

    LocalDate date(String field) {
        String text = text(field);
        try {
            return LocalDate.parse(text, mapping.dates());
        } catch (DateTimeParseException e) {
            throw bad(line, field, "line.date", text);
        }
    }

    BigDecimal decimal(String field) {
        return decimal(field, text(field));
    }

    private BigDecimal decimal(String field, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw bad(line, field, "line.number", text);
        }
        return new BigDecimal(text.replace(",", ""));
    }

    /** The value of a vocabulary field, or null when the line has none. */
    @Nullable
    Object value(Field field) {
        String text = text(field.name());
        if (text.isEmpty()) {
            return null;
        }
        return switch (field.type()) {
            case TEXT -> text;
            case CHOICE -> choice(field, text);
            case TEXTS -> List.copyOf(Arrays.asList(LIST.split(text)));
            case WHOLE -> whole(field, text);
            case DECIMAL, MONEY -> decimal(field.name());
            case RATE -> rate(field);
            case DATE -> date(field.name());
            case TRUTH -> truth(field, text);
        };
    }

    private String choice(Field field, String text) {
        String code = text.toUpperCase(Locale.ROOT);
        if (!field.choices().contains(code)) {
            throw bad(line, field.name(), "line.choice", text, String.join(", ", field.choices()));
        }
        return code;
    }

    private Integer whole(Field field, String text) {
        try {
            return decimal(field.name()).intValueExact();
        } catch (ArithmeticException e) {
            throw bad(line, field.name(), "line.whole", text);
        }
    }

    private BigDecimal rate(Field field) {
        String text = text(field.name());
        BigDecimal rate = text.endsWith("%")
                ? decimal(field.name(), text.substring(0, text.length() - 1)).movePointLeft(2)
                : decimal(field.name());
        if (rate.signum() < 0 || rate.compareTo(BigDecimal.ONE) > 0) {
            throw bad(line, field.name(), "line.rate", rate.toPlainString(), FieldType.RATE);
        }
        return rate;
    }

    private Boolean truth(Field field, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1", "是" -> true;
            case "false", "no", "0", "否" -> false;
            default -> throw bad(line, field.name(), "line.truth", text);
        };
    }
}
