package io.gradus.app.console;

import io.gradus.app.assignment.Assignment;
import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.HeldOutcomes;
import io.gradus.app.customer.CustomerRecord;
import io.gradus.app.customer.Customers;
import io.gradus.app.override.OverrideCatalogue;
import io.gradus.app.override.OverrideFilter;
import io.gradus.app.policy.CurrentRelease;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.CustomerSight;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.PersonalValues;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;

/** One customer: the tiers held now with their reasons, what was set by hand, and the history. */
@Controller
class CustomerPage {

    private final CurrentRelease current;
    private final Customers customers;
    private final AssignmentHistory history;
    private final HeldOutcomes held;
    private final OverrideCatalogue overrides;
    private final PersonalValues personal;

    CustomerPage(
            CurrentRelease current,
            Customers customers,
            AssignmentHistory history,
            HeldOutcomes held,
            OverrideCatalogue overrides,
            PersonalValues personal) {
        this.current = current;
        this.customers = customers;
        this.history = history;
        this.held = held;
        this.overrides = overrides;
        this.personal = personal;
    }

    /** A customer's tier as it is shown. */
    record Tier(
            String title,
            String label,
            int colour,
            Assignment held,
            @Nullable String rulesSay) {}

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
                        .map(override -> SetOutcome.of(override, current.release(), locale))
                        .toList());
        return "customer";
    }

    private Tier tier(Assignment held, Locale locale) {
        PolicyNames policy = names(held.policy(), locale);
        Assignment.SetByHand set = held.setByHand();
        return new Tier(
                policy.title(),
                policy.label(held.outcome()),
                policy.colour(held.outcome()),
                held,
                set == null || set.decided().isEmpty() ? null : policy.label(set.decided()));
    }

    /** A change of outcome, in the reader's language. */
    record Change(String asOf, String title, String from, String to) {}

    private Change change(AssignmentEvent event, Locale locale) {
        PolicyNames policy = names(event.policy(), locale);
        return new Change(
                event.asOf().toString(),
                policy.title(),
                event.from() == null ? "–" : policy.label(event.from()),
                policy.label(event.to()));
    }

    private PolicyNames names(String policy, Locale locale) {
        return PolicyNames.of(current.release(), policy, locale);
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    ModelAndView notFound(NotFound notFound, Locale locale) {
        return new ModelAndView("not-found", Map.of("message", notFound.message(locale)));
    }
}
