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
        OutcomeOverride now = override(number).answered(stage, new Answer(entry.actor(), entry.at(), entry.reason()));
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

    /**
     * What was set by hand for a customer, by policy.
     *
     * @param at as it was known at that moment
     * @param day on which it has to hold
     */
    public synchronized Map<String, OutcomeOverride> inForce(String customerId, Instant at, LocalDate day) {
        Map<String, OutcomeOverride> inForce = new TreeMap<>();
        approved.getOrDefault(customerId, Map.of())
                .forEach((policy, all) -> inForce(all, at, day).ifPresent(override -> inForce.put(policy, override)));
        return inForce;
    }

    /** The same for all customers, as a release is told. */
    public synchronized OutcomeOverrides inForce(Instant at, LocalDate day) {
        Map<String, Map<String, String>> outcomes = new HashMap<>();
        for (String customerId : approved.keySet()) {
            Map<String, String> ofCustomer = outcomes(inForce(customerId, at, day));
            if (!ofCustomer.isEmpty()) {
                outcomes.put(customerId, ofCustomer);
            }
        }
        return new OutcomeOverrides(outcomes);
    }

    private static Map<String, String> outcomes(Map<String, OutcomeOverride> inForce) {
        Map<String, String> outcomes = new TreeMap<>();
        inForce.forEach((policy, override) -> outcomes.put(policy, Objects.requireNonNull(override.outcome())));
        return outcomes;
    }

    /** The latest that was approved until then counts, also where it says to go back to the rules or has run out. */
    private static Optional<OutcomeOverride> inForce(List<OutcomeOverride> approved, Instant at, LocalDate day) {
        return approved.stream()
                .filter(override ->
                        !Objects.requireNonNull(override.answer()).at().isAfter(at))
                .reduce((earlier, later) -> later)
                .filter(latest -> latest.sets(day));
    }
}
