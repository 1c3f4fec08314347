package io.gradus.app.override;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.app.shared.NotFound;
import io.gradus.proof.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is in force follows from the entries. */
class OverrideCatalogueTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    /**
     * A proposal, and what is said to it at once.
     *
     * @param days the last day, counted from {@link #DAY}; the outcome is absent where it is negative
     */
    private record Step(
            String customer,
            String policy,
            int days,
            @Nullable OverrideStage answer) {
        @Nullable
        String outcome() {
            return days < 0 ? null : "O" + days;
        }
    }

    /** Each step takes two seconds: the proposal stands at the first, the answer at the second. */
    private static OverrideCatalogue told(List<Step> steps) {
        OverrideCatalogue catalogue = new OverrideCatalogue();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Map<String, Object> payload = new HashMap<>(Map.of("customer", step.customer(), "policy", step.policy()));
            if (step.outcome() != null) {
                payload.put("outcome", step.outcome());
                payload.put("until", DAY.plusDays(step.days()).toString());
            }
            long proposal = 2L * i + 1;
            catalogue.apply(entry(proposal, "dee", "override.proposed", payload));
            if (step.answer() != null) {
                String type = "override." + step.answer().name().toLowerCase(java.util.Locale.ROOT);
                catalogue.apply(entry(proposal + 1, "bob", type, Map.of("override", proposal)));
            }
        }
        return catalogue;
    }

    private static LedgerEntry entry(long sequence, String actor, String type, Map<String, Object> payload) {
        return new LedgerEntry(
                sequence, LedgerEntry.NONE_BEFORE, START.plusSeconds(sequence), actor, type, "x", "why", payload);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.of("p", "q"),
                        Arbitraries.integers().between(-1, 5),
                        Arbitraries.of(OverrideStage.APPROVED, OverrideStage.REJECTED, OverrideStage.WITHDRAWN)
                                .injectNull(0.2))
                .as(Step::new)
                .list()
                .ofMaxSize(20);
    }

    @Property
    void theLatestApprovedCountsWhileItsDaysLast(
            @ForAll("steps") List<Step> steps, @ForAll("moments") int second, @ForAll("days") int day) {
        OverrideCatalogue catalogue = told(steps);
        Map<String, Map<String, String>> expected = new HashMap<>();
        for (int i = 0; i < steps.size() && 2 * i + 2 <= second; i++) {
            Step step = steps.get(i);
            if (step.answer() == OverrideStage.APPROVED) {
                Map<String, String> ofCustomer = expected.computeIfAbsent(step.customer(), id -> new HashMap<>());
                ofCustomer.remove(step.policy());
                if (step.outcome() != null && day <= step.days()) {
                    ofCustomer.put(step.policy(), step.outcome());
                }
            }
        }
        expected.values().removeIf(Map::isEmpty);

        assertThat(catalogue.inForce(DAY.plusDays(day), second).byCustomer()).isEqualTo(expected);
        assertThat(OverrideCatalogue.outcomes(catalogue.inForce("a", DAY.plusDays(day), START.plusSeconds(second))))
                .isEqualTo(expected.getOrDefault("a", Map.of()));
        if (second >= 2 * steps.size()) {
            assertThat(OverrideCatalogue.outcomes(catalogue.inForce("a", DAY.plusDays(day))))
                    .isEqualTo(expected.getOrDefault("a", Map.of()));
        }
    }

    @Provide
    Arbitrary<Integer> moments() {
        return Arbitraries.integers().between(0, 41);
    }

    @Provide
    Arbitrary<Integer> days() {
        return Arbitraries.integers().between(-1, 6);
    }

    @Property
    void pagesHoldEachOverrideOnce(@ForAll("steps") List<Step> steps, @ForAll("limits") int limit) {
        OverrideCatalogue catalogue = told(steps);
        OverrideFilter filter = new OverrideFilter("a", null, null, "dee", null, null);
        List<Long> numbers = new ArrayList<>();
        long after = 0;
        List<OutcomeOverride> page;
        do {
            page = catalogue.find(filter, after, limit);
            page.forEach(override -> numbers.add(override.number()));
            after = page.isEmpty() ? after : page.get(page.size() - 1).number();
        } while (!page.isEmpty());

        assertThat(numbers).doesNotHaveDuplicates().hasSize((int)
                steps.stream().filter(step -> step.customer().equals("a")).count());
    }

    @Provide
    Arbitrary<Integer> limits() {
        return Arbitraries.integers().between(1, 7);
    }

    @Test
    void oneIsFoundByWhoAnsweredAndWhen() {
        OverrideCatalogue catalogue =
                told(List.of(new Step("a", "p", 3, OverrideStage.APPROVED), new Step("b", "q", 3, null)));

        assertThat(catalogue.find(new OverrideFilter(null, null, null, "bob", null, null), 0, 9))
                .extracting(OutcomeOverride::number)
                .containsExactly(1L);
        assertThat(catalogue.find(
                        new OverrideFilter(null, null, OverrideStage.PROPOSED, null, START.plusSeconds(3), null), 0, 9))
                .extracting(OutcomeOverride::number)
                .containsExactly(3L);
        assertThat(catalogue.find(
                        new OverrideFilter(null, null, null, null, START.plusSeconds(2), START.plusSeconds(3)), 0, 9))
                .extracting(OutcomeOverride::number)
                .containsExactly(1L);
        assertThat(catalogue.find(new OverrideFilter(null, "q", null, null, null, START.plusSeconds(3)), 0, 9))
                .isEmpty();
        assertThatThrownBy(() -> catalogue.override(2)).isInstanceOf(NotFound.class);
    }
}
