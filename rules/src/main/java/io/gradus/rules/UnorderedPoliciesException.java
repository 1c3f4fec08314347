package io.gradus.rules;

import java.util.Collection;

/** Policies cannot stand in one release: they use each other in a circle, or two claim the same name. */
public class UnorderedPoliciesException extends RuntimeException {

    private UnorderedPoliciesException(String message) {
        super(message);
    }

    static UnorderedPoliciesException circle(Collection<String> policyIds) {
        return new UnorderedPoliciesException("policies use each other in a circle: " + String.join(" -> ", policyIds));
    }

    static UnorderedPoliciesException sameField(Field field, String first, String second) {
        return new UnorderedPoliciesException(
                "policies " + first + " and " + second + " both compute the field " + field.name());
    }

    static UnorderedPoliciesException sameId(Collection<String> policyIds) {
        return new UnorderedPoliciesException("two policies have the same id: " + String.join(", ", policyIds));
    }
}
