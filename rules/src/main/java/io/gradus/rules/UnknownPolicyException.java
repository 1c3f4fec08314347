package io.gradus.rules;

/** A policy was asked for that the release does not have. */
public class UnknownPolicyException extends RuntimeException {

    private final String policyId;

    public UnknownPolicyException(String policyId) {
        super("there is no policy " + policyId);
        this.policyId = policyId;
    }

    public String policyId() {
        return policyId;
    }
}
