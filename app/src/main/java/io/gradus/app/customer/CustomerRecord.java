package io.gradus.app.customer;

import java.util.Map;

/**
 * A customer as stored or imported.
 *
 * @param values the present values of stored fields, by the field's name, each of the field's Java type
 */
public record CustomerRecord(String customerId, Map<String, Object> values) {

    public CustomerRecord {
        values = Map.copyOf(values);
    }
}
