package io.gradus.app.audit.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.gradus.app.shared.Refusal;
import io.gradus.rules.InertText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An answer for an auditor, as JSON or as CSV.
 *
 * @param next the cursor of the next page; absent on the last
 */
record AuditTable(
        List<Map<String, @Nullable Object>> rows, @Nullable String next) {

    private static final String CSV_FORMAT = "csv";
    private static final List<String> FORMATS = List.of("json", CSV_FORMAT);
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
    private static final String NEXT = "Gradus-Next-Cursor";

    /**
     * A page of what was found.
     *
     * @param limit how many were asked for: when so many were found, there may be more
     * @param cursor by which to go on behind one
     */
    static <T> AuditTable page(
            List<T> found, int limit, Function<T, Map<String, @Nullable Object>> row, Function<T, Object> cursor) {
        String next =
                found.size() < limit ? null : cursor.apply(found.get(limit - 1)).toString();
        return new AuditTable(found.stream().map(row).toList(), next);
    }

    /**
     * The table in the form that was asked for: {@code csv}, or JSON.
     *
     * @throws Refusal when it is none of them
     */
    ResponseEntity<?> as(@Nullable String format) {
        if (format != null && !FORMATS.contains(format)) {
            throw new Refusal("refusal.format", format, String.join(", ", FORMATS));
        }
        if (!CSV_FORMAT.equals(format)) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(this);
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .contentType(CSV)
                .header("Content-Disposition", "attachment; filename=\"audit.csv\"");
        if (next != null) {
            answer.header(NEXT, next);
        }
        return answer.body(csv());
    }

    private String csv() {
        if (rows.isEmpty()) {
            return "";
        }
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            List<String> columns = rows.stream()
                    .flatMap(row -> row.keySet().stream())
                    .distinct()
                    .toList();
            csv.writeRecord(columns);
            rows.forEach(row -> csv.writeRecord(columns.stream()
                    .map(column -> cell(row.get(column)))
                    .map(InertText::inCsv)
                    .toList()));
            csv.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return String.join("; ", list.stream().map(String::valueOf).toList());
        }
        if (value instanceof Map<?, ?> map) {
            List<String> named = new ArrayList<>();
            map.forEach((name, inner) -> named.add(name + " = " + inner));
            return String.join("; ", named);
        }
        return value == null ? "" : value.toString();
    }

    /** Collects the columns of a row in their order. */
    static Map<String, @Nullable Object> row(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return row;
    }
}
