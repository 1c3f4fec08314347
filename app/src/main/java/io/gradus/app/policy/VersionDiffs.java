package io.gradus.app.policy;

import io.gradus.rules.PolicySource;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What one version of a policy says otherwise than another. */
@Component
public class VersionDiffs {

    private final ArchivedPolicies archived;
    private final WorkbookChecks checks;

    VersionDiffs(ArchivedPolicies archived, WorkbookChecks checks) {
        this.archived = archived;
        this.checks = checks;
    }

    /** The difference; absent where one of them is a DRL file, or no workbook that can be read. */
    public Optional<DiffView> between(PolicyVersion older, PolicyVersion newer, Locale locale) {
        PolicySource before = archived.source(older);
        PolicySource after = archived.source(newer);
        if (before.isDrl() || after.isDrl()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DiffView.of(checks.diff(before, after), locale));
        } catch (InvalidPolicyException unreadable) {
            // Its findings say so; there is nothing to compare.
            return Optional.empty();
        }
    }
}
