package io.gradus.app.audit.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.gradus.rules.InertText;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;

/** Writes an auditor's table as CSV: the names of the columns, and a line for each row. */
@Component
class AuditCsv extends AbstractHttpMessageConverter<AuditTable<?>> {

    AuditCsv() {
        super(AuditTable.CSV);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == AuditTable.class;
    }

    @Override
    public boolean canRead(Class<?> type, org.springframework.http.@Nullable MediaType media) {
        return false;
    }

    @Override
    protected AuditTable<?> readInternal(Class<? extends AuditTable<?>> type, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("tables are written only", input);
    }

    @Override
    protected void writeInternal(AuditTable<?> table, HttpOutputMessage output) throws IOException {
        if (table.rows().isEmpty()) {
            return;
        }
        RecordComponent[] columns = table.rows().get(0).getClass().getRecordComponents();
        Writer text = new OutputStreamWriter(output.getBody(), StandardCharsets.UTF_8);
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord(Stream.of(columns).map(RecordComponent::getName).toList());
        for (Record row : table.rows()) {
            csv.writeRecord(Stream.of(columns)
                    .map(column -> cell(value(row, column)))
                    .map(InertText::inCsv)
                    .toList());
        }
        csv.flush();
    }

    private static @Nullable Object value(Record row, RecordComponent column) {
        ReflectionUtils.makeAccessible(column.getAccessor());
        return ReflectionUtils.invokeMethod(column.getAccessor(), row);
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
}
