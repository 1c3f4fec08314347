package io.gradus.app.console;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Outcome;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Release;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A policy's names in the reader's language; codes where the release does not know it any more. */
record PolicyNames(String id, Optional<PolicyDescription> policy, Locale locale) {

    /** So many outcomes of a policy have colours of their own. */
    static final int COLOURS = 11;

    static PolicyNames of(Release release, String policy, Locale locale) {
        return new PolicyNames(policy, release.find(policy).map(CompiledPolicy::description), locale);
    }

    String title() {
        return policy.map(known -> known.title().in(locale)).orElse(id);
    }

    String label(String outcome) {
        return policy.flatMap(known -> known.outcome(outcome))
                .map(known -> known.label().in(locale))
                .orElse(outcome);
    }

    int colour(String outcome) {
        int index = policy.map(PolicyDescription::outcomes).orElse(List.of()).stream()
                .map(Outcome::code)
                .toList()
                .indexOf(outcome);
        return Math.floorMod(index, COLOURS);
    }
}
