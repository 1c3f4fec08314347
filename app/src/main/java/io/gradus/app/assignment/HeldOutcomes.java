package io.gradus.app.assignment;

import io.gradus.app.override.OutcomeOverride;
import io.gradus.app.override.OverrideCatalogue;
import io.gradus.app.policy.CurrentRelease;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What customers hold today: what the rules decided, and over it what people have set by hand. */
@Component
public class HeldOutcomes {

    private final Assignments assignments;
    private final OverrideCatalogue overrides;
    private final CurrentRelease current;
    private final Clock clock;

    HeldOutcomes(Assignments assignments, OverrideCatalogue overrides, CurrentRelease current, Clock clock) {
        this.assignments = assignments;
        this.overrides = overrides;
        this.current = current;
        this.clock = clock;
    }

    /** What the customer holds, by policy. */
    public List<Assignment> of(String customerId) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        Map<String, Assignment> held = new TreeMap<>();
        assignments.decided(customerId).forEach(decided -> held.put(decided.policy(), decided));
        overrides.inForce(customerId, today).forEach((policy, override) -> {
            // Where the release has no such outcome any more, the rules decide again.
            if (current.release().hasOutcome(policy, Objects.requireNonNull(override.outcome()))) {
                held.compute(
                        policy,
                        (id, decided) -> decided == null
                                ? Assignment.undecided(override, actions(override))
                                : decided.setBy(override, actions(override)));
            }
        });
        return List.copyOf(held.values());
    }

    /** Of the rows with the outcome none decided, so what they all give is what it gives. */
    private Map<String, String> actions(OutcomeOverride override) {
        return current.release()
                .find(override.policy())
                .map(policy -> policy.actionsOf(Objects.requireNonNull(override.outcome())))
                .orElse(Map.of());
    }
}
