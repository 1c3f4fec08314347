package io.gradus.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private static final int MAXIMUM_DEPTH = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private CanonicalJson() {}

    /** @throws IllegalArgumentException when a value is of another kind or a whole number beyond 2^53 - 1 or no Unicode */
    public static byte[] bytes(Map<String, ?> object) {
        check(object, 0);
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

    /** @throws InvalidEntryException when it is no JSON object, or one in another form than {@link #bytes} gives it */
    public static Map<String, Object> readCanonical(byte[] json) {
        Map<String, Object> object = read(json);
        try {
            if (Arrays.equals(bytes(object), json)) {
                return object;
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidEntryException(String.valueOf(e.getMessage()));
        }
        throw new InvalidEntryException("not in canonical form");
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

    private static void check(@Nullable Object value, int depth) {
        if (depth > MAXIMUM_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + MAXIMUM_DEPTH);
        }
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, inner) -> {
                if (!(name instanceof String text)) {
                    throw new IllegalArgumentException("a name that is no text: " + name);
                }
                checkUnicode(text);
                check(inner, depth + 1);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> check(inner, depth + 1));
        } else if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number > MAXIMUM || number < -MAXIMUM) {
                throw new IllegalArgumentException("a whole number beyond 2^53 - 1: " + number);
            }
        } else if (value instanceof String text) {
            checkUnicode(text);
        } else if (value != null && !(value instanceof Boolean)) {
            throw new IllegalArgumentException(
                    "neither text, whole number, truth, list nor object: " + value.getClass());
        }
    }

    /** Half a surrogate pair has no UTF-8, and every writer would put something else in its place. */
    private static void checkUnicode(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a text that is no Unicode");
        }
    }
}
