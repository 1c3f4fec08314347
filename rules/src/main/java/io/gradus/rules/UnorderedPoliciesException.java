package io.gradus.rules;

import java.util.Collection;

/** Policies cannot stand in one release: they use each other in a circle, or two claim the same name. */
public class UnorderedPoliciesException extends RuntimeException {

    private final transient Finding finding;

    private UnorderedPoliciesException(FindingCode code, Object... arguments) {
        this(Finding.at(Place.FILE, code, arguments));
    }

    private UnorderedPoliciesException(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    /** What is wrong with them, naming the policies. */
    public Finding finding() {
        return finding;
    }

    static UnorderedPoliciesException circle(Collection<String> policyIds) {
        return new UnorderedPoliciesException(FindingCode.POLICIES_IN_A_CIRCLE, String.join(" -> ", policyIds));
    }

    static UnorderedPoliciesException sameField(Field field, String first, String second) {
        return new UnorderedPoliciesException(FindingCode.FIELD_COMPUTED_TWICE, field.name(), first, second);
    }

    static UnorderedPoliciesException sameId(Collection<String> policyIds) {
        return new UnorderedPoliciesException(FindingCode.POLICY_ID_TWICE, String.join(", ", policyIds));
    }
}
