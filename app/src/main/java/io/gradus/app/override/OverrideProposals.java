package io.gradus.app.override;

import io.gradus.app.customer.Customers;
import io.gradus.app.ledger.Ledger;
import io.gradus.app.ledger.LedgerDraft;
import io.gradus.app.policy.CurrentRelease;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Conflict;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.Reasons;
import io.gradus.app.shared.Refusal;
import io.gradus.rules.Outcome;
import io.gradus.rules.PolicyDescription;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Overrides on their way: proposed, and then approved, sent back or taken back; each step is an entry of the ledger. */
@Component
public class OverrideProposals {

    private final Ledger ledger;
    private final OverrideCatalogue catalogue;
    private final CurrentRelease current;
    private final Customers customers;
    private final OverrideSettings settings;
    private final Clock clock;

    OverrideProposals(
            Ledger ledger,
            OverrideCatalogue catalogue,
            CurrentRelease current,
            Customers customers,
            OverrideSettings settings,
            Clock clock) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.current = current;
        this.customers = customers;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Proposes to set a customer's outcome until a day.
     *
     * @param until the last day on which it holds, in UTC
     * @throws NotFound when there is no such customer or policy
     * @throws Refusal when the policy has no such outcome, or the day is past or too far away
     * @throws Conflict when another proposal for the same customer and policy waits for its answer
     */
    public OutcomeOverride set(
            String customerId, String policy, String outcome, LocalDate until, String reason, Actor actor) {
        String why = Reasons.required(reason);
        requireCustomer(customerId);
        requireOutcome(policy, outcome);
        LocalDate today = today();
        LocalDate last = today.plusDays(settings.longestDays());
        if (until.isBefore(today) || until.isAfter(last)) {
            throw new Refusal("refusal.override-until", until, today, last);
        }
        return propose(customerId, policy, why, actor, Map.of("outcome", outcome, "until", until.toString()));
    }

    /**
     * Proposes to go back to what the rules say.
     *
     * @throws Conflict when no override is in force, or another proposal waits for its answer
     */
    public OutcomeOverride end(String customerId, String policy, String reason, Actor actor) {
        String why = Reasons.required(reason);
        requireCustomer(customerId);
        if (inForce(customerId, policy) == null) {
            throw new Conflict("refusal.override-none", customerId, policy);
        }
        return propose(customerId, policy, why, actor, Map.of());
    }

    private @Nullable OutcomeOverride inForce(String customerId, String policy) {
        return catalogue.inForce(customerId, today()).get(policy);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    private void requireCustomer(String customerId) {
        if (customers.find(customerId).isEmpty()) {
            throw new NotFound("refusal.no-customer", customerId);
        }
    }

    private void requireOutcome(String policy, String outcome) {
        PolicyDescription description = current.policy(policy).description();
        if (description.outcomes().isEmpty()) {
            throw new Refusal("refusal.no-outcome", policy);
        }
        if (description.outcome(outcome).isEmpty()) {
            List<String> known =
                    description.outcomes().stream().map(Outcome::code).toList();
            throw new Refusal("refusal.override-outcome", policy, outcome, String.join(", ", known));
        }
    }

    private OutcomeOverride propose(
            String customerId, String policy, String reason, Actor actor, Map<String, Object> details) {
        Map<String, Object> payload = new HashMap<>(details);
        payload.put("customer", customerId);
        payload.put("policy", policy);
        long number = ledger.enter(() -> {
                    requireNoneOpen(customerId, policy);
                    return new LedgerDraft(
                            actor.name(), OverrideCatalogue.PROPOSED, subject(policy, customerId), reason, payload);
                })
                .sequence();
        return catalogue.override(number);
    }

    private static String subject(String policy, String customerId) {
        return policy + "/" + customerId;
    }

    private void requireNoneOpen(String customerId, String policy) {
        OverrideFilter open = new OverrideFilter(customerId, policy, OverrideStage.PROPOSED, null, null, null);
        catalogue.find(open, 0, 1).forEach(other -> {
            throw new Conflict("refusal.override-open", other.number(), customerId, policy);
        });
    }

    /**
     * Puts it in force.
     *
     * @throws Conflict when the approver proposed it, it has its answer already, or it cannot hold any more
     */
    public OutcomeOverride approve(long number, String reason, Actor approver) {
        return answer(number, OverrideCatalogue.APPROVED, reason, approver, override -> {
            if (override.proposer().equals(approver.name())) {
                throw new Conflict("refusal.own-override", number, approver.name());
            }
            if (override.outcome() != null) {
                requireOutcome(override.policy(), override.outcome());
                requireDaysLeft(override);
            }
        });
    }

    private void requireDaysLeft(OutcomeOverride override) {
        if (!override.sets(today())) {
            throw new Conflict("refusal.override-past", override.number(), String.valueOf(override.until()));
        }
    }

    /** Sends it back. */
    public OutcomeOverride reject(long number, String reason, Actor approver) {
        return answer(number, OverrideCatalogue.REJECTED, reason, approver, override -> {});
    }

    /** Takes it back before anybody has approved it. */
    public OutcomeOverride withdraw(long number, String reason, Actor actor) {
        return answer(number, OverrideCatalogue.WITHDRAWN, reason, actor, override -> {});
    }

    private OutcomeOverride answer(
            long number, String type, String reason, Actor actor, Consumer<OutcomeOverride> requirement) {
        String why = Reasons.required(reason);
        ledger.enter(() -> {
            OutcomeOverride found = catalogue.override(number);
            found.stage().requireOpen(number);
            requirement.accept(found);
            Map<String, Object> payload =
                    Map.of("override", number, "customer", found.customerId(), "policy", found.policy());
            return new LedgerDraft(actor.name(), type, subject(found.policy(), found.customerId()), why, payload);
        });
        return catalogue.override(number);
    }
}
