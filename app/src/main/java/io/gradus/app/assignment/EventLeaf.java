package io.gradus.app.assignment;

import io.gradus.proof.CanonicalJson;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A history event as the leaf of its run's tree: canonical JSON, amounts and days as texts. */
final class EventLeaf {

    private EventLeaf() {}

    static Map<String, Object> object(AssignmentEvent event) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", event.id());
        object.put("run", event.run());
        object.put("release", event.release());
        object.put("customer", event.customerId());
        object.put("policy", event.policy());
        if (event.from() != null) {
            object.put("from", event.from());
        }
        object.put("outcome", event.to());
        object.put("at", event.at().toString());
        object.put("asOf", event.asOf().toString());
        object.put("row", event.row());
        object.put("because", event.because());
        object.put("workbook", event.policyHash());
        Map<String, Object> facts = new LinkedHashMap<>();
        event.facts().forEach((name, value) -> facts.put(name, plain(value)));
        object.put("facts", facts);
        return object;
    }

    static byte[] canonical(AssignmentEvent event) {
        return CanonicalJson.bytes(object(event));
    }

    private static Object plain(Object value) {
        if (value instanceof BigDecimal amount) {
            return amount.toPlainString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value instanceof Integer || value instanceof Boolean ? value : value.toString();
    }
}
