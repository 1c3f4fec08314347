package io.gradus.rules;

/** The rules of a policy fired more often, or for longer, than a policy may. */
public class RulesDidNotFinishException extends RuntimeException {

    public RulesDidNotFinishException(String policyId, String bound) {
        super("policy " + policyId + " did not finish within " + bound);
    }
}
