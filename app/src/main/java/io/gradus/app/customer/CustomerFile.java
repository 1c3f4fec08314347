package io.gradus.app.customer;

import io.gradus.app.shared.Refusal;
import io.gradus.rules.Derivation;
import io.gradus.rules.Field;
import io.gradus.rules.Vocabulary;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A delimited file with a customer a line. */
public final class CustomerFile {

    private static final String ID = "customerId";

    private final DelimitedFile file;
    private final Mapping mapping;
    private final List<Field> fields;

    /** @throws Refusal when the mapping is for orders, or names fields that customers do not have */
    public CustomerFile(Path path, Mapping mapping, Vocabulary vocabulary) {
        if (mapping.kind() != Mapping.Kind.CUSTOMERS || !mapping.columns().containsKey(ID)) {
            throw new Refusal("refusal.mapping-kind", "customers", ID);
        }
        this.file = new DelimitedFile(path, mapping);
        this.mapping = mapping;
        this.fields = mapping.columns().keySet().stream()
                .filter(name -> !name.equals(ID))
                .map(name -> vocabulary
                        .find(name)
                        .filter(field -> field.derivation() == Derivation.STORED)
                        .orElseThrow(() -> new Refusal("refusal.mapping-field", name)))
                .toList();
    }

    /** Streams the customers; bad lines are collected and do not stop the rest. */
    public BadLines read(Consumer<CustomerRecord> reader, Progress progress) {
        BadLines bad = new BadLines();
        file.read(
                line -> {
                    try {
                        file.check(line);
                        reader.accept(customer(new LineValues(file, mapping, line)));
                    } catch (BadLineException e) {
                        bad.add(e.badLine());
                    }
                },
                progress);
        return bad;
    }

    private CustomerRecord customer(LineValues values) {
        String id = values.customerId(ID);
        Map<String, Object> read = new LinkedHashMap<>();
        for (Field field : fields) {
            Object value = values.value(field);
            if (value != null) {
                read.put(field.name(), value);
            }
        }
        return new CustomerRecord(id, read);
    }
}
