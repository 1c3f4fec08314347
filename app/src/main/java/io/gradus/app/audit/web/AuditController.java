package io.gradus.app.audit.web;

import static io.gradus.app.audit.web.AuditTable.row;

import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.Assignments;
import io.gradus.app.assignment.EventFilter;
import io.gradus.app.audit.EvidenceFiles;
import io.gradus.app.audit.PolicyHistory;
import io.gradus.app.audit.Reevaluation;
import io.gradus.app.audit.Samples;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.CustomerSight;
import io.gradus.app.shared.Moment;
import io.gradus.app.shared.PersonalValues;
import io.gradus.app.shared.Refusal;
import io.swagger.v3.oas.annotations.Parameter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The questions of an auditor, each one call; {@code format=csv} gives what a spreadsheet program opens. */
@RestController
@RequestMapping("/api/audit")
class AuditController {

    private static final int MAXIMUM = 1000;

    private final Assignments assignments;
    private final PolicyHistory history;
    private final Samples samples;
    private final Reevaluation reevaluation;
    private final EvidenceFiles evidence;
    private final PersonalValues personal;

    AuditController(
            Assignments assignments,
            PolicyHistory history,
            Samples samples,
            Reevaluation reevaluation,
            EvidenceFiles evidence,
            PersonalValues personal) {
        this.assignments = assignments;
        this.history = history;
        this.samples = samples;
        this.reevaluation = reevaluation;
        this.evidence = evidence;
        this.personal = personal;
    }

    /** What happened to a policy: versions with what they changed, who submitted, approved and published them, when and why. */
    @GetMapping("/policies/{id}/history")
    ResponseEntity<?> history(@PathVariable String id, @RequestParam @Nullable String format, Locale locale) {
        List<Map<String, @Nullable Object>> rows = history.of(id, locale).stream()
                .map(event -> row(
                        "sequence", event.sequence(),
                        "at", event.at(),
                        "actor", event.actor(),
                        "type", event.type(),
                        "version", event.version(),
                        "reason", event.reason(),
                        "changes", event.changes(),
                        "accepted", event.accepted()))
                .toList();
        return new AuditTable(rows, null).as(format);
    }

    /** Stored decisions with their rows, facts and versions, page by page. */
    @GetMapping("/decisions")
    ResponseEntity<?> decisions(
            @RequestParam @Nullable String customer,
            @RequestParam @Nullable String policy,
            @RequestParam @Nullable String run,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable String format,
            @Parameter(hidden = true) Actor actor) {
        requireLimit(limit);
        List<AssignmentEvent> found = assignments.find(filter(customer, policy, run, from, to), cursor, limit);
        String next = found.size() < limit ? null : found.get(limit - 1).id();
        return new AuditTable(rows(found, actor), next).as(format);
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MAXIMUM) {
            throw new Refusal("refusal.limit", limit, MAXIMUM);
        }
    }

    private static EventFilter filter(
            @Nullable String customer,
            @Nullable String policy,
            @Nullable String run,
            @Nullable String from,
            @Nullable String to) {
        return new EventFilter(customer, policy, run, moment("from", from), moment("to", to));
    }

    private static @Nullable Instant moment(String name, @Nullable String text) {
        return text == null ? null : Moment.of(name, text);
    }

    private List<Map<String, @Nullable Object>> rows(List<AssignmentEvent> events, Actor actor) {
        List<String> customers =
                events.stream().map(AssignmentEvent::customerId).distinct().toList();
        CustomerSight sight = personal.sight(actor, customers);
        return events.stream().map(event -> asRow(event.seenBy(sight))).toList();
    }

    private static Map<String, @Nullable Object> asRow(AssignmentEvent event) {
        return row(
                "id", event.id(),
                "customer", event.customerId(),
                "policy", event.policy(),
                "from", event.from(),
                "outcome", event.to(),
                "at", event.at(),
                "asOf", event.asOf(),
                "release", event.release(),
                "row", event.row(),
                "because", event.because(),
                "facts", event.facts(),
                "workbook", event.policyHash(),
                "run", event.run());
    }

    /** What a customer held at a moment, by which release and row. */
    @GetMapping("/customers/{id}/decisions")
    ResponseEntity<?> heldAt(
            @PathVariable String id,
            @RequestParam @Nullable String at,
            @RequestParam @Nullable String format,
            @Parameter(hidden = true) Actor actor) {
        Instant moment = Moment.of("at", at);
        Map<String, AssignmentEvent> held = new TreeMap<>();
        assignments.history(id).stream()
                .filter(event -> !event.at().isAfter(moment))
                .sorted(Comparator.comparing(AssignmentEvent::at))
                .forEach(event -> held.put(event.policy(), event));
        return new AuditTable(rows(List.copyOf(held.values()), actor), null).as(format);
    }

    /** A random sample that anybody can draw again with the same seed. */
    @GetMapping("/samples")
    ResponseEntity<?> sample(
            @RequestParam String seed,
            @RequestParam(defaultValue = "25") int size,
            @RequestParam @Nullable String policy,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to,
            @RequestParam @Nullable String format,
            @Parameter(hidden = true) Actor actor) {
        return new AuditTable(rows(samples.draw(seed, size, filter(null, policy, null, from, to)), actor), null)
                .as(format);
    }

    /**
     * Which decisions to say again: one by its id, or a sample by its seed.
     *
     * @param size of the sample
     */
    record ReevaluationRequest(
            @Nullable String decision,
            @Nullable String seed,
            @Nullable Integer size,
            @Nullable String policy) {}

    /** Says stored decisions again from the archived workbook and the archived facts. */
    @PostMapping(path = "/reevaluations", produces = MediaType.APPLICATION_JSON_VALUE)
    Reevaluation.Summary again(@RequestBody ReevaluationRequest request) {
        if (request.decision() != null) {
            return reevaluation.all(List.of(assignments.event(request.decision())));
        }
        EventFilter filter = filter(null, request.policy(), null, null, null);
        String seed = request.seed() == null ? "" : request.seed();
        return reevaluation.all(samples.draw(seed, request.size() == null ? 25 : request.size(), filter));
    }

    /** The evidence of one decision, and nothing about anybody else. */
    @GetMapping(path = "/evidence", produces = "application/zip")
    ResponseEntity<byte[]> evidence(@RequestParam String decision, @Parameter(hidden = true) Actor actor)
            throws IOException {
        personal.sight(actor, assignments.event(decision).customerId());
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        evidence.decision(decision, zip);
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=\"evidence.zip\"")
                .body(zip.toByteArray());
    }
}
