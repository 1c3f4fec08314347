package io.gradus.app.audit.web;

import io.gradus.app.shared.Refusal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An answer for an auditor, as JSON or as CSV.
 *
 * @param <R> a record whose components are the columns
 * @param next the cursor of the next page; absent on the last
 */
record AuditTable<R extends Record>(List<R> rows, @Nullable String next) {

    static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private static final String CSV_FORMAT = "csv";
    private static final List<String> FORMATS = List.of("json", CSV_FORMAT);
    private static final String NEXT = "Gradus-Next-Cursor";

    /**
     * A page of what was found.
     *
     * @param limit how many were asked for: when so many were found, there may be more
     * @param cursor by which to go on behind one
     */
    static <T, R extends Record> AuditTable<R> page(
            List<T> found, int limit, Function<T, R> row, Function<T, Object> cursor) {
        String next =
                found.size() < limit ? null : cursor.apply(found.get(limit - 1)).toString();
        return new AuditTable<>(found.stream().map(row).toList(), next);
    }

    /**
     * Whether CSV is asked for, rather than JSON.
     *
     * @throws Refusal when it is neither
     */
    static boolean isCsv(@Nullable String format) {
        if (format != null && !FORMATS.contains(format)) {
            throw new Refusal("refusal.format", format, String.join(", ", FORMATS));
        }
        return CSV_FORMAT.equals(format);
    }

    /**
     * The table in the form that was asked for: {@code csv}, or JSON.
     *
     * @throws Refusal when it is none of them
     */
    ResponseEntity<AuditTable<R>> as(@Nullable String format) {
        if (!isCsv(format)) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(this);
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .contentType(CSV)
                .header("Content-Disposition", "attachment; filename=\"audit.csv\"");
        if (next != null) {
            answer.header(NEXT, next);
        }
        return answer.body(this);
    }
}
