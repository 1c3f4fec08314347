package io.gradus.app.customer;

import java.util.HashMap;
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

    /** This customer with what a later line says; what it does not say stays. */
    public CustomerRecord mergedWith(CustomerRecord later) {
        Map<String, Object> merged = new HashMap<>(values);
        merged.putAll(later.values());
        return new CustomerRecord(customerId, merged);
    }
}
