package io.gradus.app.console;

import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Customers;
import io.gradus.app.override.OverrideCatalogue;
import io.gradus.app.override.OverrideFilter;
import io.gradus.app.override.OverrideStage;
import io.gradus.app.policy.CurrentRelease;
import io.gradus.app.run.Run;
import io.gradus.app.run.Runs;
import io.gradus.app.shared.Actor;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Outcome;
import io.gradus.rules.PolicyDescription;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The start page: policies, how customers spread over their outcomes, runs, and overrides that wait for approval. */
@Controller
class StartPage {

    /** So many of a kind are shown. */
    private static final int SHOWN = 12;

    private final CurrentRelease current;
    private final Runs runs;
    private final Customers customers;
    private final OverrideCatalogue overrides;

    StartPage(CurrentRelease current, Runs runs, Customers customers, OverrideCatalogue overrides) {
        this.current = current;
        this.runs = runs;
        this.customers = customers;
        this.overrides = overrides;
    }

    /** A part of a bar: an outcome, how many customers hold it, and where its share begins and how long it is, in percent. */
    record Part(String code, String label, long count, double from, double percent, int colour) {}

    /** A policy and how customers spread over its outcomes; no parts before its first run. */
    record Distribution(
            String id,
            String title,
            String description,
            @Nullable String asOf,
            List<Part> parts) {}

    @GetMapping("/")
    String start(Actor actor, Model model, Locale locale) {
        Map<String, Run> latest = runs.latestByPolicy();
        model.addAttribute(
                "policies",
                current.release().tiering().stream()
                        .map(policy -> distribution(
                                policy, latest.get(policy.description().id()), locale))
                        .toList());
        model.addAttribute("customers", customers.count());
        model.addAttribute("runs", runs.latest(5));
        model.addAttribute("some", actor.readsCustomers() ? someCustomers() : List.of());
        model.addAttribute("waiting", actor.readsCustomers() ? waitingOverrides(locale) : List.of());
        return "start";
    }

    private List<SetOutcome> waitingOverrides(Locale locale) {
        OverrideFilter waiting = new OverrideFilter(null, null, OverrideStage.PROPOSED, null, null, null);
        return overrides.find(waiting, 0, SHOWN).stream()
                .map(override -> SetOutcome.of(override, current.release(), locale))
                .toList();
    }

    private List<String> someCustomers() {
        return customers.page("", SHOWN).stream()
                .map(CustomerRecord::customerId)
                .toList();
    }

    private static Distribution distribution(CompiledPolicy policy, @Nullable Run run, Locale locale) {
        PolicyDescription description = policy.description();
        List<Outcome> outcomes = description.outcomes();
        Map<String, Long> counts = run == null ? Map.of() : run.progress().countsOf(description.id());
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        List<Part> parts = total == 0
                ? List.of()
                : IntStream.range(0, outcomes.size())
                        .mapToObj(i -> part(outcomes, i, counts, total, locale))
                        .toList();
        return new Distribution(
                description.id(),
                description.title().in(locale),
                description.description().in(locale),
                run == null ? null : run.asOf(),
                parts);
    }

    private static Part part(List<Outcome> outcomes, int index, Map<String, Long> counts, long total, Locale locale) {
        Outcome outcome = outcomes.get(index);
        long count = counts.getOrDefault(outcome.code(), 0L);
        long before = outcomes.subList(0, index).stream()
                .mapToLong(higher -> counts.getOrDefault(higher.code(), 0L))
                .sum();
        return new Part(
                outcome.code(),
                outcome.label().in(locale),
                count,
                before * 100.0 / total,
                count * 100.0 / total,
                index % PolicyNames.COLOURS);
    }
}
