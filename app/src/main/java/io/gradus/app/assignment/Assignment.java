package io.gradus.app.assignment;

import io.gradus.app.override.OutcomeOverride;
import io.gradus.app.shared.CustomerSight;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The outcome a customer holds in one policy, and why. Row, reason and facts are those of the decision, also where somebody set
 * another outcome by hand.
 *
 * @param since the evaluation date of the run that brought the outcome, or the day of UTC on which it was set by hand
 * @param asOf the evaluation date of the run that last gave this reason
 * @param row the row that decided, as Sheet!row
 * @param facts what was known of the customer, by field
 * @param run the run that brought the decision; empty where no run has decided yet
 * @param release the release that decided in it, 0 for a run of a time before releases
 * @param setByHand absent where the rules alone decide
 */
public record Assignment(
        String policy,
        String outcome,
        LocalDate since,
        LocalDate asOf,
        String row,
        String because,
        List<String> otherRows,
        Map<String, String> actions,
        Map<String, Object> facts,
        String policyHash,
        String run,
        int release,
        @Nullable SetByHand setByHand) {

    /**
     * Why the outcome is not the one that the rules decided.
     *
     * @param override its number
     * @param decided what the rules decided; empty where no run has decided yet
     * @param until the last day on which it holds
     */
    public record SetByHand(
            long override, String decided, LocalDate until, String reason, String proposer, String approver) {}

    /** What a customer holds by override alone, no run having decided yet. */
    static Assignment undecided(OutcomeOverride override, Map<String, String> actions) {
        LocalDate since = since(override);
        return new Assignment(
                        override.policy(), "", since, since, "", "", List.of(), Map.of(), Map.of(), "", "", 0, null)
                .setBy(override, actions);
    }

    /** The same with the outcome that somebody set. */
    Assignment setBy(OutcomeOverride override, Map<String, String> itsActions) {
        return new Assignment(
                policy,
                Objects.requireNonNull(override.outcome()),
                since(override),
                asOf,
                row,
                because,
                otherRows,
                itsActions,
                facts,
                policyHash,
                run,
                release,
                new SetByHand(
                        override.number(),
                        outcome,
                        Objects.requireNonNull(override.until()),
                        override.reason(),
                        override.proposer(),
                        Objects.requireNonNull(override.answer()).actor()));
    }

    private static LocalDate since(OutcomeOverride override) {
        return LocalDate.ofInstant(Objects.requireNonNull(override.answer()).at(), ZoneOffset.UTC);
    }

    /** The same, with the values that the reader may see. */
    public Assignment seenBy(CustomerSight sight) {
        return new Assignment(
                policy,
                outcome,
                since,
                asOf,
                row,
                sight.because(because, facts),
                otherRows,
                actions,
                sight.values(facts),
                policyHash,
                run,
                release,
                setByHand);
    }
}
