package io.gradus.rules;

import java.util.Map;

/**
 * Outcomes that people have set by hand for some customers. A policy goes on deciding as it does; the policies that use its outcome
 * are told the one that was set.
 *
 * @param byCustomer codes of outcomes by customer id and policy id; one that the policy does not know is passed over
 */
public record OutcomeOverrides(Map<String, Map<String, String>> byCustomer) {

    public static final OutcomeOverrides NONE = new OutcomeOverrides(Map.of());

    public OutcomeOverrides {
        byCustomer = Map.copyOf(byCustomer);
    }

    /** What is set for one customer, by policy id. */
    public Map<String, String> of(String customerId) {
        return byCustomer.getOrDefault(customerId, Map.of());
    }
}
