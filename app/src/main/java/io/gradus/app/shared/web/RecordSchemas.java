package io.gradus.app.shared.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the schemas of records say what the records say: a component that may be absent may be null, and no other; an answer
 * names every component.
 */
@Component
@SuppressWarnings({"rawtypes", "unchecked"}) // of the OpenAPI model
class RecordSchemas implements ModelConverter {

    static final String REFERENCE = "#/components/schemas/";

    /** What a field of a customer holds. */
    static final String FIELD_VALUE = "FieldValue";

    /** What the payload of an entry of the ledger holds. */
    static final String JSON_VALUE = "JsonValue";

    private static final String PAYLOAD = "payload";
    private static final String NULL = "null";

    private final Map<String, Class<?>> records = new ConcurrentHashMap<>();

    /** @throws IllegalStateException when two records have the same name, of which one would hide the other */
    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        JavaType java = Json31.mapper().constructType(type.getType());
        if (schema != null && java != null && java.getRawClass().isRecord()) {
            String name = schema.get$ref() == null
                    ? schema.getName()
                    : schema.get$ref().replace(REFERENCE, "");
            Class<?> known = name == null ? null : records.putIfAbsent(name, java.getRawClass());
            if (known != null && known != java.getRawClass()) {
                throw new IllegalStateException("two records are called " + name + ": " + known + ", " + java);
            }
        }
        return schema;
    }

    /**
     * Amends the schemas of a document.
     *
     * @param asked names of the schemas that requests use, where what may be null may be left out
     */
    void amend(Map<String, Schema> schemas, Set<String> asked) {
        schemas.put(FIELD_VALUE, fieldValue());
        schemas.put(JSON_VALUE, jsonValue());
        records.forEach((name, type) -> {
            Schema<?> schema = schemas.get(name);
            if (schema != null && schema.getProperties() != null) {
                amend(schema, type, asked.contains(name));
            }
        });
    }

    private static void amend(Schema<?> schema, Class<?> type, boolean isAsked) {
        Map<String, Schema> properties = schema.getProperties();
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                amend(schema, component.getType(), isAsked);
            }
            Schema<?> property = properties.get(component.getName());
            if (property == null) {
                continue;
            }
            boolean wanted = isAsked
                    && schema.getRequired() != null
                    && schema.getRequired().contains(component.getName());
            boolean optional = !wanted && component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            typeValues(component.getName(), property);
            if (optional) {
                properties.put(component.getName(), orNull(property));
            }
            if (!optional || !isAsked) {
                schema.addRequiredItem(component.getName());
            }
        }
    }

    private static void typeValues(String name, Schema<?> property) {
        if (property.getAdditionalProperties() instanceof Schema<?> values
                && values.getTypes() == null
                && values.get$ref() == null) {
            property.setAdditionalProperties(
                    new Schema<>().$ref(REFERENCE + (PAYLOAD.equals(name) ? JSON_VALUE : FIELD_VALUE)));
        }
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null || schema.getEnum() != null) {
            return new Schema<>().addAnyOfItem(schema).addAnyOfItem(typed(NULL));
        }
        Set<String> types = new LinkedHashSet<>(schema.getTypes());
        types.add(NULL);
        schema.setTypes(types);
        return schema;
    }

    static Schema<?> typed(String... types) {
        return new Schema<>().types(new LinkedHashSet<>(Stream.of(types).toList()));
    }

    private static Schema<?> fieldValue() {
        return new Schema<>()
                .description("A truth value, a number, a text, a day as a text, or texts")
                .addAnyOfItem(typed("boolean", "number", "string"))
                .addAnyOfItem(typed("array").items(typed("string")));
    }

    private static Schema<?> jsonValue() {
        Schema<?> self = new Schema<>().$ref(REFERENCE + JSON_VALUE);
        return new Schema<>()
                .description("Whatever RFC 8259 calls a value")
                .addAnyOfItem(typed(NULL, "boolean", "number", "string"))
                .addAnyOfItem(typed("array").items(self))
                .addAnyOfItem(typed("object").additionalProperties(self));
    }
}
