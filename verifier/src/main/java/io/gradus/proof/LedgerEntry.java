package io.gradus.proof;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, in its place of the ledger. Its form is the RFC 8785 JSON of exactly these components.
 *
 * @param sequence counts from 1 without a gap
 * @param previous {@link #hash()} of the entry before, {@link #NONE_BEFORE} for the first
 * @param at when, in whole milliseconds
 * @param actor the name of the person or program
 * @param type what happened, such as {@code policy.approved}
 * @param subject what it happened to, such as {@code customer-value/3}
 * @param reason why, in the actor's words; empty where none is asked for
 * @param payload the details; see {@link CanonicalJson} for what values may be
 */
public record LedgerEntry(
        long sequence,
        String previous,
        Instant at,
        String actor,
        String type,
        String subject,
        String reason,
        Map<String, Object> payload) {

    /** Stands where the first entry names the one before. */
    public static final String NONE_BEFORE = "0".repeat(64);

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d([.]\\d{3})?Z");

    private static final Set<String> NAMES =
            Set.of("sequence", "previous", "at", "actor", "type", "subject", "reason", "payload");

    public LedgerEntry {
        if (sequence < 1) {
            throw new IllegalArgumentException("sequences begin with 1, found " + sequence);
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
        payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }

    /** The canonical JSON, which is the leaf of the tree. */
    public byte[] canonical() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("sequence", sequence);
        object.put("previous", previous);
        object.put("at", at.toString());
        object.put("actor", actor);
        object.put("type", type);
        object.put("subject", subject);
        object.put("reason", reason);
        object.put("payload", payload);
        return CanonicalJson.bytes(object);
    }

    /** SHA-256 of the canonical JSON, lower-case hex. */
    public String hash() {
        return Sha256.hex(canonical());
    }

    /** @throws InvalidEntryException when the bytes are not the canonical JSON of an entry */
    public static LedgerEntry read(byte[] canonical) {
        Map<String, Object> object = CanonicalJson.readCanonical(canonical);
        if (!object.keySet().equals(NAMES)) {
            throw new InvalidEntryException("an entry has " + NAMES + ", found " + object.keySet());
        }
        return new LedgerEntry(
                number(object.get("sequence")),
                text(object.get("previous")),
                instant(text(object.get("at"))),
                text(object.get("actor")),
                text(object.get("type")),
                text(object.get("subject")),
                text(object.get("reason")),
                object(object.get("payload")));
    }

    private static long number(@Nullable Object value) {
        if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() > 0) {
            return ((Number) value).longValue();
        }
        throw new InvalidEntryException("no sequence: " + value);
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new InvalidEntryException("not a text: " + value);
    }

    private static Instant instant(String text) {
        try {
            Instant at = Instant.parse(text);
            if (at.toString().equals(text) && FORM.matcher(text).matches()) {
                return at;
            }
        } catch (DateTimeException e) {
            // said below, as of every other text
        }
        throw new InvalidEntryException("not an instant in whole milliseconds: " + text);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return (Map<String, Object>) object;
        }
        throw new InvalidEntryException("not an object: " + value);
    }
}
