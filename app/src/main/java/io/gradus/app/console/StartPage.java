package io.gradus.app.console;

import io.gradus.app.assignment.Assignment;
import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.HeldOutcomes;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Customers;
import io.gradus.app.override.OutcomeOverride;
import io.gradus.app.override.OverrideCatalogue;
import io.gradus.app.override.OverrideFilter;
import io.gradus.app.policy.CurrentRelease;
import io.gradus.app.run.Run;
import io.gradus.app.run.Runs;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.CustomerSight;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.PersonalValues;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Outcome;
import io.gradus.rules.PolicyDescription;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;

/** The start page: policies, how customers spread over their outcomes, and one customer's tiers with reasons. */
@Controller
class StartPage {

    private static final int COLOURS = 11;

    private final CurrentRelease current;
    private final Runs runs;
    private final Customers customers;
    private final AssignmentHistory history;
    private final HeldOutcomes held;
    private final OverrideCatalogue overrides;
    private final PersonalValues personal;

    StartPage(
            CurrentRelease current,
            Runs runs,
            Customers customers,
            AssignmentHistory history,
            HeldOutcomes held,
            OverrideCatalogue overrides,
            PersonalValues personal) {
        this.current = current;
        this.runs = runs;
        this.customers = customers;
        this.history = history;
        this.held = held;
        this.overrides = overrides;
        this.personal = personal;
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

    /** A customer's tier as it is shown. */
    record Tier(
            String title,
            String label,
            int colour,
            Assignment held,
            @Nullable String rulesSay) {}

    /** A policy's names in the reader's language; codes where the release does not know it any more. */
    private record Named(String id, Optional<PolicyDescription> policy, Locale locale) {
        String title() {
            return policy.map(known -> known.title().in(locale)).orElse(id);
        }

        String label(String outcome) {
            return policy.flatMap(known -> known.outcome(outcome))
                    .map(known -> known.label().in(locale))
                    .orElse(outcome);
        }

        int colour(String outcome) {
            int index = policy.map(PolicyDescription::outcomes).orElse(List.of()).stream()
                    .map(Outcome::code)
                    .toList()
                    .indexOf(outcome);
            return Math.floorMod(index, COLOURS);
        }
    }

    private Named named(String policy, Locale locale) {
        return new Named(policy, current.release().find(policy).map(CompiledPolicy::description), locale);
    }

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
        return "start";
    }

    private List<String> someCustomers() {
        return customers.page("", 12).stream().map(CustomerRecord::customerId).toList();
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
                index % COLOURS);
    }

    @GetMapping("/customer")
    String customer(@RequestParam String id, Actor actor, Model model, Locale locale) {
        CustomerRecord customer = customers.find(id.strip()).orElseThrow(() -> new NotFound("refusal.no-customer", id));
        CustomerSight sight = personal.sight(actor, customer.customerId());
        model.addAttribute("id", customer.customerId());
        model.addAttribute(
                "tiers",
                held.of(customer.customerId()).stream()
                        .map(each -> tier(each.seenBy(sight), locale))
                        .toList());
        model.addAttribute(
                "history",
                history.of(customer.customerId()).stream()
                        .map(event -> change(event, locale))
                        .toList());
        OverrideFilter ofCustomer = new OverrideFilter(customer.customerId(), null, null, null, null, null);
        model.addAttribute(
                "overrides",
                overrides.find(ofCustomer, 0, Integer.MAX_VALUE).stream()
                        .map(override -> shown(override, locale))
                        .toList());
        return "customer";
    }

    private Tier tier(Assignment held, Locale locale) {
        Named policy = named(held.policy(), locale);
        Assignment.SetByHand set = held.setByHand();
        return new Tier(
                policy.title(),
                policy.label(held.outcome()),
                policy.colour(held.outcome()),
                held,
                set == null || set.decided().isEmpty() ? null : policy.label(set.decided()));
    }

    /** An outcome that somebody set or wants to set, in the reader's language. */
    record SetOutcome(String title, @Nullable String label, OutcomeOverride override) {}

    private SetOutcome shown(OutcomeOverride override, Locale locale) {
        Named policy = named(override.policy(), locale);
        String outcome = override.outcome();
        return new SetOutcome(policy.title(), outcome == null ? null : policy.label(outcome), override);
    }

    /** A change of outcome, in the reader's language. */
    record Change(String asOf, String title, String from, String to) {}

    private Change change(AssignmentEvent event, Locale locale) {
        Named policy = named(event.policy(), locale);
        return new Change(
                event.asOf().toString(),
                policy.title(),
                event.from() == null ? "–" : policy.label(event.from()),
                policy.label(event.to()));
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    ModelAndView notFound(NotFound notFound, Locale locale) {
        return new ModelAndView("not-found", Map.of("message", notFound.message(locale)));
    }
}
