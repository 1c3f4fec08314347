package io.gradus.app.assignment.web;

import io.gradus.app.assignment.Assignment;
import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.HeldOutcomes;
import io.gradus.app.customer.Customers;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.CustomerSight;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.PersonalValues;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a customer holds, and how it came to that. */
@RestController
@RequestMapping(path = "/api/customers/{id}/assignments", produces = MediaType.APPLICATION_JSON_VALUE)
class AssignmentController {

    private final AssignmentHistory history;
    private final HeldOutcomes held;
    private final Customers customers;
    private final PersonalValues personal;

    AssignmentController(AssignmentHistory history, HeldOutcomes held, Customers customers, PersonalValues personal) {
        this.history = history;
        this.held = held;
        this.customers = customers;
        this.personal = personal;
    }

    private void requireCustomer(String id) {
        if (customers.find(id).isEmpty()) {
            throw new NotFound("refusal.no-customer", id);
        }
    }

    @GetMapping
    List<Assignment> assignments(@PathVariable String id, Actor actor) {
        requireCustomer(id);
        CustomerSight sight = personal.sight(actor, id);
        return held.of(id).stream().map(each -> each.seenBy(sight)).toList();
    }

    @GetMapping("/history")
    List<AssignmentEvent> history(@PathVariable String id, Actor actor) {
        requireCustomer(id);
        CustomerSight sight = personal.sight(actor, id);
        return history.of(id).stream().map(event -> event.seenBy(sight)).toList();
    }
}
