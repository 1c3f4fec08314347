package io.gradus.app.policy;

import io.gradus.app.shared.Refusal;
import io.gradus.rules.Finding;
import java.util.List;

/** A source is no policy; it carries every finding. */
public class InvalidPolicyException extends Refusal {

    private final String source;
    private final transient List<Finding> findings;

    InvalidPolicyException(String source, List<Finding> findings) {
        super("refusal.policy-invalid", source, findings.size());
        this.source = source;
        this.findings = List.copyOf(findings);
    }

    public String source() {
        return source;
    }

    public List<Finding> findings() {
        return findings;
    }
}
