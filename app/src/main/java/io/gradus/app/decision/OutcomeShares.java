package io.gradus.app.decision;

import io.gradus.rules.Claim;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.Evaluation;
import io.gradus.rules.Field;
import io.gradus.rules.Outcome;
import io.gradus.rules.PolicyDescription;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the customers of a population, their spend and their profit fall to the outcomes of its policies. */
public final class OutcomeShares {

    private static final int DECIMALS = 4;

    private final List<PolicyDescription> policies;
    private final List<Field> amounts;
    private final Map<String, Map<String, Group>> groups = new HashMap<>();
    private final Group everybody = new Group();

    /** @param policies those that are decided; one that only computes fields has no shares */
    public OutcomeShares(List<CompiledPolicy> policies, List<Field> amounts) {
        this.policies = policies.stream()
                .map(CompiledPolicy::description)
                .filter(one -> !one.outcomes().isEmpty())
                .toList();
        this.amounts = Stream.concat(
                        amounts.stream(),
                        this.policies.stream()
                                .map(PolicyDescription::claim)
                                .flatMap(Stream::ofNullable)
                                .map(Claim::field))
                .distinct()
                .toList();
    }

    private static final class Group {
        private long customers;
        private final Map<Field, BigDecimal> totals = new HashMap<>();
    }

    /**
     * One outcome's part of the whole.
     *
     * @param ofCustomers 0 to 1, four decimals
     * @param ofAmounts by field, of the total over all customers, four decimals; a field without a positive total is left out
     */
    public record Share(
            PolicyDescription policy,
            Outcome outcome,
            long customers,
            BigDecimal ofCustomers,
            Map<Field, BigDecimal> ofAmounts) {

        /** What is said of this outcome. */
        public Optional<Claim> claim() {
            return Optional.ofNullable(policy.claim())
                    .filter(claim -> claim.outcome().equals(outcome.code()));
        }
    }

    public void add(Evaluation evaluation) {
        count(everybody, evaluation);
        for (PolicyDescription policy : policies) {
            Decision decision = evaluation.decision(policy.id());
            count(
                    groups.computeIfAbsent(policy.id(), id -> new HashMap<>())
                            .computeIfAbsent(decision.outcomeOrEmpty(), code -> new Group()),
                    evaluation);
        }
    }

    private void count(Group group, Evaluation evaluation) {
        group.customers++;
        for (Field field : amounts) {
            if (evaluation.profile().value(field) instanceof BigDecimal amount) {
                group.totals.merge(field, amount, BigDecimal::add);
            }
        }
    }

    /** The outcomes that somebody has or of which something is claimed, by policy, highest first. */
    public List<Share> shares() {
        return policies.stream()
                .flatMap(policy -> policy.outcomes().stream().flatMap(outcome -> share(policy, outcome).stream()))
                .toList();
    }

    private Optional<Share> share(PolicyDescription policy, Outcome outcome) {
        boolean claimed = policy.claim() != null && policy.claim().outcome().equals(outcome.code());
        Group nobody = claimed && everybody.customers > 0 ? new Group() : null;
        return Optional.ofNullable(groups.getOrDefault(policy.id(), Map.of()).getOrDefault(outcome.code(), nobody))
                .map(group -> new Share(
                        policy,
                        outcome,
                        group.customers,
                        ratio(BigDecimal.valueOf(group.customers), BigDecimal.valueOf(everybody.customers)),
                        ofAmounts(group)));
    }

    private Map<Field, BigDecimal> ofAmounts(Group group) {
        Map<Field, BigDecimal> shares = new LinkedHashMap<>();
        for (Field field : amounts) {
            @Nullable BigDecimal total = everybody.totals.get(field);
            if (total != null && total.signum() > 0) {
                shares.put(field, ratio(group.totals.getOrDefault(field, BigDecimal.ZERO), total));
            }
        }
        return shares;
    }

    private static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return part.divide(whole, DECIMALS, RoundingMode.HALF_EVEN);
    }
}
