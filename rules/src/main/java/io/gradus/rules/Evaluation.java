package io.gradus.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a release said of one customer.
 *
 * @param profile what was known, with what policies have computed
 * @param decisions by policy id, in the order of use
 */
public record Evaluation(Profile profile, Map<String, Decision> decisions) {

    public Evaluation {
        decisions = Collections.unmodifiableMap(new LinkedHashMap<>(decisions));
    }

    /** The decision of a policy that was asked for. */
    public Decision decision(String policyId) {
        Decision decision = decisions.get(policyId);
        if (decision == null) {
            throw new UnknownPolicyException(policyId);
        }
        return decision;
    }
}
