package io.gradus.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in the one form of RFC 8785. Values are texts, whole numbers, true and false, null, lists and objects; amounts are
 * written as texts, so that no digit depends on how a reader holds numbers.
 */
public final class CanonicalJson {

    /** The greatest whole number that every reader of JSON holds exactly (RFC 8785, appendix D). */
    private static final long MAXIMUM = (1L << 53) - 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private CanonicalJson() {}

    /** @throws IllegalArgumentException when a value is of another kind or a whole number beyond 2^53 - 1 */
    public static byte[] bytes(Map<String, ?> object) {
        check(object);
        try {
            return new JsonCanonicalizer(MAPPER.writeValueAsBytes(object)).getEncodedUTF8();
        } catch (IOException e) {
            throw new IllegalStateException("what was just written is JSON", e);
        }
    }

    /** The canonical text of {@link #bytes}. */
    public static String text(Map<String, ?> object) {
        return new String(bytes(object), StandardCharsets.UTF_8);
    }

    /** @throws InvalidEntryException when it is no JSON object */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> read(byte[] json) {
        try {
            Object read = MAPPER.readValue(json, Object.class);
            if (read instanceof Map<?, ?> object) {
                return (Map<String, Object>) object;
            }
        } catch (JacksonException e) {
            throw new InvalidEntryException("not JSON");
        }
        throw new InvalidEntryException("not a JSON object");
    }

    private static void check(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, inner) -> {
                if (!(name instanceof String)) {
                    throw new IllegalArgumentException("a name that is no text: " + name);
                }
                check(inner);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(CanonicalJson::check);
        } else if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (Math.abs(number) > MAXIMUM) {
                throw new IllegalArgumentException("a whole number beyond 2^53 - 1: " + number);
            }
        } else if (value != null && !(value instanceof String) && !(value instanceof Boolean)) {
            throw new IllegalArgumentException(
                    "neither text, whole number, truth, list nor object: " + value.getClass());
        }
    }
}
