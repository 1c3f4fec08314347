package io.gradus.app.assignment.web;

import io.gradus.app.assignment.Assignment;
import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.Assignments;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a customer holds, and how it came to that. */
@RestController
@RequestMapping("/api/customers/{id}/assignments")
class AssignmentController {

    private final Assignments assignments;

    AssignmentController(Assignments assignments) {
        this.assignments = assignments;
    }

    @GetMapping
    List<Assignment> assignments(@PathVariable String id) {
        return assignments.of(id);
    }

    @GetMapping("/history")
    List<AssignmentEvent> history(@PathVariable String id) {
        return assignments.history(id);
    }
}
