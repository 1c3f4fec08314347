package io.gradus.app.console;

import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.Assignments;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Customers;
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
import java.util.function.Function;
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
    private final Assignments assignments;
    private final PersonalValues personal;

    StartPage(
            CurrentRelease current, Runs runs, Customers customers, Assignments assignments, PersonalValues personal) {
        this.current = current;
        this.runs = runs;
        this.customers = customers;
        this.assignments = assignments;
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
            String policy,
            String title,
            String outcome,
            String label,
            int colour,
            String since,
            String row,
            String because) {}

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
                assignments.of(customer.customerId()).stream()
                        .map(held -> held.seenBy(sight))
                        .map(held -> {
                            PolicyDescription policy =
                                    current.policy(held.policy()).description();
                            String label = policy.outcome(held.outcome())
                                    .map(outcome -> outcome.label().in(locale))
                                    .orElse("");
                            int colour = policy.outcomes().stream()
                                    .map(Outcome::code)
                                    .toList()
                                    .indexOf(held.outcome());
                            return new Tier(
                                    held.policy(),
                                    policy.title().in(locale),
                                    held.outcome(),
                                    label,
                                    Math.floorMod(colour, COLOURS),
                                    held.since().toString(),
                                    held.row(),
                                    held.because());
                        })
                        .toList());
        model.addAttribute(
                "history",
                assignments.history(customer.customerId()).stream()
                        .map(event -> change(event, locale))
                        .toList());
        return "customer";
    }

    /** A change of outcome, in the reader's language. */
    record Change(String asOf, String title, String from, String to) {}

    private Change change(AssignmentEvent event, Locale locale) {
        Optional<PolicyDescription> policy =
                current.release().find(event.policy()).map(CompiledPolicy::description);
        Function<@Nullable String, String> label = code -> code == null
                ? "–"
                : policy.flatMap(known -> known.outcome(code))
                        .map(outcome -> outcome.label().in(locale))
                        .orElse(code);
        return new Change(
                event.asOf().toString(),
                policy.map(known -> known.title().in(locale)).orElse(event.policy()),
                label.apply(event.from()),
                label.apply(event.to()));
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    ModelAndView notFound(NotFound notFound, Locale locale) {
        return new ModelAndView("not-found", Map.of("message", notFound.message(locale)));
    }
}
