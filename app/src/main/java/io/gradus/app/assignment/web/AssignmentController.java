package io.gradus.app.assignment.web;

import io.gradus.app.assignment.Assignment;
import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.Assignments;
import io.gradus.app.customer.Customers;
import io.gradus.app.shared.NotFound;
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

    private final Assignments assignments;
    private final Customers customers;

    AssignmentController(Assignments assignments, Customers customers) {
        this.assignments = assignments;
        this.customers = customers;
    }

    private void requireCustomer(String id) {
        if (customers.find(id).isEmpty()) {
            throw new NotFound("refusal.no-customer", id);
        }
    }

    @GetMapping
    List<Assignment> assignments(@PathVariable String id) {
        requireCustomer(id);
        return assignments.of(id);
    }

    @GetMapping("/history")
    List<AssignmentEvent> history(@PathVariable String id) {
        requireCustomer(id);
        return assignments.history(id);
    }
}
