package io.gradus.app.console;

import io.gradus.app.override.OutcomeOverride;
import io.gradus.rules.Release;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that somebody set or wants to set, in the reader's language.
 *
 * @param label of the outcome; absent for going back to the rules
 */
record SetOutcome(String title, @Nullable String label, OutcomeOverride override) {

    static SetOutcome of(OutcomeOverride override, Release release, Locale locale) {
        PolicyNames policy = PolicyNames.of(release, override.policy(), locale);
        String outcome = override.outcome();
        return new SetOutcome(policy.title(), outcome == null ? null : policy.label(outcome), override);
    }
}
