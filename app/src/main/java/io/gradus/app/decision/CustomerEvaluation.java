package io.gradus.app.decision;

import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Customers;
import io.gradus.app.override.OverrideCatalogue;
import io.gradus.app.policy.CurrentRelease;
import io.gradus.app.policy.CurrentRelease.Live;
import io.gradus.app.profile.Population;
import io.gradus.app.shared.NotFound;
import io.gradus.rules.Derivation;
import io.gradus.rules.Evaluation;
import io.gradus.rules.Field;
import io.gradus.rules.OutcomeOverrides;
import io.gradus.rules.Release;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Decides for one customer of the database, for any day, and stores nothing. */
@Component
public class CustomerEvaluation {

    private final CurrentRelease current;
    private final Populations populations;
    private final Customers customers;
    private final OverrideCatalogue overrides;

    CustomerEvaluation(
            CurrentRelease current, Populations populations, Customers customers, OverrideCatalogue overrides) {
        this.current = current;
        this.populations = populations;
        this.customers = customers;
        this.overrides = overrides;
    }

    /**
     * What was decided, all of it by one release.
     *
     * @param release its number
     * @param setByHand outcomes in force by override, by policy id; those who use them were told these
     */
    public record Evaluated(int release, Evaluation evaluation, Map<String, String> setByHand) {}

    /**
     * The decisions of the named policies; of all tiering policies when none is named.
     *
     * @throws NotFound when there is no such customer or policy
     */
    public Evaluated evaluate(String customerId, LocalDate asOf, List<String> policyIds) {
        CustomerRecord customer =
                customers.find(customerId).orElseThrow(() -> new NotFound("refusal.no-customer", customerId));
        Live live = current.live();
        Release release = live.release();
        for (String id : policyIds) {
            if (release.find(id).isEmpty()) {
                throw new NotFound("refusal.no-policy", id);
            }
        }
        List<String> asked = policyIds.isEmpty()
                ? release.tiering().stream()
                        .map(policy -> policy.description().id())
                        .toList()
                : policyIds;
        // Only what compares customers with each other needs all of them.
        boolean compares =
                release.fieldsOf(asked).stream().map(Field::derivation).anyMatch(Derivation.POPULATION::equals);
        Population population = compares ? populations.on(asOf) : populations.alone(customerId, asOf);
        Map<String, String> set = OverrideCatalogue.outcomes(overrides.inForce(customerId, asOf));
        set.entrySet().removeIf(each -> !release.hasOutcome(each.getKey(), each.getValue()));
        OutcomeOverrides told = new OutcomeOverrides(Map.of(customerId, set));
        return new Evaluated(live.number(), release.decide(population.profile(customer), asked, told), set);
    }
}
