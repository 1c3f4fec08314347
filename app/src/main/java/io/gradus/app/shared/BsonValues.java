package io.gradus.app.shared;

import io.gradus.rules.Field;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/** How values lie in MongoDB: money and rates as Decimal128 (34 digits), days as dates at midnight UTC. */
public final class BsonValues {

    private BsonValues() {}

    /** The stored form of a value. */
    public static Object stored(Object value) {
        if (value instanceof BigDecimal decimal) {
            return new Decimal128(decimal.round(MathContext.DECIMAL128));
        }
        if (value instanceof LocalDate day) {
            return Date.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        return value;
    }

    /** The stored form of named values. */
    public static Document stored(Map<String, Object> values) {
        Document document = new Document();
        new TreeMap<>(values).forEach((name, value) -> document.append(name, stored(value)));
        return document;
    }

    /** The field's typed value, or null when there is none, or one that cannot be of the field's type. */
    public static @Nullable Object typed(Field field, @Nullable Object stored) {
        if (stored == null) {
            return null;
        }
        return switch (field.type()) {
            case TEXT, CHOICE -> stored instanceof String text ? text : null;
            case TEXTS ->
                stored instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : null;
            case WHOLE -> whole(stored);
            case DECIMAL, MONEY, RATE -> decimal(stored);
            case DATE -> stored instanceof Date date ? LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC) : null;
            case TRUTH -> stored instanceof Boolean truth ? truth : null;
        };
    }

    private static @Nullable Integer whole(Object stored) {
        return stored instanceof Integer || stored instanceof Long
                ? Math.toIntExact(((Number) stored).longValue())
                : null;
    }

    /** The exact decimal of a stored number, or null. */
    public static @Nullable BigDecimal decimal(@Nullable Object stored) {
        if (stored instanceof Decimal128 decimal && decimal.isFinite()) {
            return decimal.bigDecimalValue();
        }
        if (stored instanceof Integer || stored instanceof Long) {
            return BigDecimal.valueOf(((Number) stored).longValue());
        }
        return stored instanceof Double number && Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
    }

    /** The value at a path with dots between levels, or null. */
    public static @Nullable Object at(Document document, String path) {
        Object found = document;
        for (String step : path.split("\\.", -1)) {
            found = found instanceof Document level ? level.get(step) : null;
        }
        return found;
    }
}
