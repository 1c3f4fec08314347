package io.gradus.rules;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says of itself.
 *
 * @param outcomes highest first; empty for a policy that only computes fields
 * @param personalReason why it uses personal fields, in the analyst's words; absent when nothing is recorded
 * @param claim what is said of one of its outcomes; absent when nothing is
 */
public record PolicyDescription(
        String id,
        Labels title,
        Labels description,
        List<Outcome> outcomes,
        HitPolicy hitPolicy,
        @Nullable String personalReason,
        @Nullable Claim claim) {

    /** A policy whose first matching row decides, without personal fields. */
    public PolicyDescription(String id, Labels title, Labels description, List<Outcome> outcomes) {
        this(id, title, description, outcomes, HitPolicy.FIRST, null, null);
    }

    private static final int LONGEST_ID = 100;
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+");

    /** Whether a policy may be called so: up to 100 small letters, digits and hyphens. */
    public static boolean isId(String text) {
        return text.length() <= LONGEST_ID && ID.matcher(text).matches();
    }

    public PolicyDescription {
        outcomes = List.copyOf(outcomes);
    }

    public Optional<Outcome> outcome(String code) {
        return outcomes.stream().filter(outcome -> outcome.code().equals(code)).findFirst();
    }
}
