package io.gradus.app.override;

import io.gradus.app.ledger.LedgerFold;
import io.gradus.app.override.OutcomeOverride.Answer;
import io.gradus.app.shared.NotFound;
import io.gradus.proof.LedgerEntry;
import io.gradus.rules.OutcomeOverrides;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All overrides, as the ledger tells, and which of them are in force. */
@Component
public class OverrideCatalogue implements LedgerFold {

    static final String PROPOSED = "override.proposed";
    static final String APPROVED = "override.approved";
    static final String REJECTED = "override.rejected";
    static final String WITHDRAWN = "override.withdrawn";

    private final TreeMap<Long, OutcomeOverride> overrides = new TreeMap<>();

    /** By customer and policy, in the order in which they were approved. */
    private final Map<String, Map<String, List<OutcomeOverride>>> approved = new HashMap<>();

    @Override
    public synchronized void apply(LedgerEntry entry) {
        switch (entry.type()) {
            case PROPOSED -> propose(entry);
            case APPROVED -> approve(answered(entry, OverrideStage.APPROVED));
            case REJECTED -> answered(entry, OverrideStage.REJECTED);
            case WITHDRAWN -> answered(entry, OverrideStage.WITHDRAWN);
            default -> {
                // An entry about something else.
            }
        }
    }

    private void propose(LedgerEntry entry) {
        Map<String, Object> payload = entry.payload();
        String until = optional(payload, "until");
        overrides.put(
                entry.sequence(),
                new OutcomeOverride(
                        entry.sequence(),
                        Objects.requireNonNull(optional(payload, "customer")),
                        Objects.requireNonNull(optional(payload, "policy")),
                        optional(payload, "outcome"),
                        until == null ? null : LocalDate.parse(until),
                        entry.actor(),
                        entry.at(),
                        entry.reason(),
                        OverrideStage.PROPOSED,
                        null));
    }

    private OutcomeOverride answered(LedgerEntry entry, OverrideStage stage) {
        long number = ((Number) Objects.requireNonNull(entry.payload().get("override"))).longValue();
        OutcomeOverride now = override(number)
                .answered(stage, new Answer(entry.sequence(), entry.actor(), entry.at(), entry.reason()));
        overrides.put(number, now);
        return now;
    }

    private void approve(OutcomeOverride override) {
        approved.computeIfAbsent(override.customerId(), id -> new TreeMap<>())
                .computeIfAbsent(override.policy(), id -> new ArrayList<>())
                .add(override);
    }

    private static @Nullable String optional(Map<String, Object> payload, String name) {
        Object value = payload.get(name);
        return value == null ? null : value.toString();
    }

    /** @throws NotFound when there is none */
    public synchronized OutcomeOverride override(long number) {
        OutcomeOverride found = overrides.get(number);
        if (found == null) {
            throw new NotFound("refusal.no-override", number);
        }
        return found;
    }

    /**
     * Overrides that meet a filter, the earliest proposal first.
     *
     * @param after only those with a greater number
     */
    public synchronized List<OutcomeOverride> find(OverrideFilter filter, long after, int limit) {
        return overrides.tailMap(after, false).values().stream()
                .filter(filter::meets)
                .limit(limit)
                .toList();
    }

    /** What is set by hand for a customer on a day, by policy, as far as this process knows. */
    public Map<String, OutcomeOverride> inForce(String customerId, LocalDate day) {
        return inForce(customerId, day, answer -> true);
    }

    /** What was set by hand for a customer on a day, by policy, as it was known at a moment. */
    public Map<String, OutcomeOverride> inForce(String customerId, LocalDate day, Instant known) {
        return inForce(customerId, day, answer -> !answer.at().isAfter(known));
    }

    private synchronized Map<String, OutcomeOverride> inForce(
            String customerId, LocalDate day, Predicate<Answer> isKnown) {
        Map<String, OutcomeOverride> inForce = new TreeMap<>();
        approved.getOrDefault(customerId, Map.of())
                .forEach((policy, all) -> latest(all, isKnown)
                        .filter(override -> override.sets(day))
                        .ifPresent(override -> inForce.put(policy, override)));
        return inForce;
    }

    /** The latest that was approved counts, also where it says to go back to the rules or has run out. */
    private static Optional<OutcomeOverride> latest(List<OutcomeOverride> approved, Predicate<Answer> isKnown) {
        return approved.stream()
                .filter(override -> isKnown.test(Objects.requireNonNull(override.answer())))
                .reduce((earlier, later) -> later);
    }

    /**
     * What is set by hand for all customers on a day, as a release is told.
     *
     * @param entries counts what stood among the first so many entries of the ledger
     */
    public synchronized OutcomeOverrides inForce(LocalDate day, long entries) {
        Map<String, Map<String, String>> outcomes = new HashMap<>();
        for (String customerId : approved.keySet()) {
            Map<String, String> ofCustomer = outcomes(inForce(customerId, day, answer -> answer.entry() <= entries));
            if (!ofCustomer.isEmpty()) {
                outcomes.put(customerId, ofCustomer);
            }
        }
        return new OutcomeOverrides(outcomes);
    }

    /** Codes by policy id. */
    public static Map<String, String> outcomes(Map<String, OutcomeOverride> inForce) {
        Map<String, String> outcomes = new TreeMap<>();
        inForce.forEach((policy, override) -> outcomes.put(policy, Objects.requireNonNull(override.outcome())));
        return outcomes;
    }
}
