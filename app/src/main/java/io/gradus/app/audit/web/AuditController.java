package io.gradus.app.audit.web;

import static io.gradus.app.audit.web.AuditTable.row;

import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.Assignments;
import io.gradus.app.assignment.EventFilter;
import io.gradus.app.audit.EvidenceFiles;
import io.gradus.app.audit.PolicyHistory;
import io.gradus.app.audit.Reevaluation;
import io.gradus.app.audit.Samples;
import io.gradus.app.override.OutcomeOverride;
import io.gradus.app.override.OverrideCatalogue;
import io.gradus.app.override.OverrideFilter;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.CustomerSight;
import io.gradus.app.shared.Moment;
import io.gradus.app.shared.PageLimit;
import io.gradus.app.shared.PersonalValues;
import io.swagger.v3.oas.annotations.Parameter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

    private final Assignments assignments;
    private final PolicyHistory history;
    private final Samples samples;
    private final Reevaluation reevaluation;
    private final EvidenceFiles evidence;
    private final PersonalValues personal;
    private final OverrideCatalogue overrides;

    AuditController(
            Assignments assignments,
            PolicyHistory history,
            Samples samples,
            Reevaluation reevaluation,
            EvidenceFiles evidence,
            PersonalValues personal,
            OverrideCatalogue overrides) {
        this.assignments = assignments;
        this.history = history;
        this.samples = samples;
        this.reevaluation = reevaluation;
        this.evidence = evidence;
        this.personal = personal;
        this.overrides = overrides;
    }

    /** What happened to a policy: versions with what they changed, who submitted, approved and published them, when and why. */
    @GetMapping("/policies/{id}/history")
    ResponseEntity<?> history(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long cursor,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable String format,
            Locale locale) {
        PageLimit.require(limit);
        List<PolicyHistory.Event> events = history.of(id, cursor, limit, locale);
        String next = events.size() < limit
                ? null
                : String.valueOf(events.get(limit - 1).sequence());
        List<Map<String, @Nullable Object>> rows = events.stream()
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
        return new AuditTable(rows, next).as(format);
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
        PageLimit.require(limit);
        List<AssignmentEvent> found = assignments.find(filter(customer, policy, run, from, to), cursor, limit);
        String next = found.size() < limit ? null : found.get(limit - 1).id();
        return new AuditTable(rows(found, actor), next).as(format);
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

    /** Outcomes set by hand: who proposed and who approved them, when and why, and what the rules said at that time. */
    @GetMapping("/overrides")
    ResponseEntity<?> overrides(
            @RequestParam @Nullable String customer,
            @RequestParam @Nullable String policy,
            @RequestParam @Nullable String actor,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to,
            @RequestParam(defaultValue = "0") long cursor,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable String format) {
        PageLimit.require(limit);
        OverrideFilter filter =
                new OverrideFilter(customer, policy, null, actor, moment("from", from), moment("to", to));
        List<OutcomeOverride> found = overrides.find(filter, cursor, limit);
        String next = found.size() < limit
                ? null
                : String.valueOf(found.get(limit - 1).number());
        return new AuditTable(found.stream().map(this::asRow).toList(), next).as(format);
    }

    private Map<String, @Nullable Object> asRow(OutcomeOverride override) {
        AssignmentEvent decided =
                heldAt(override.customerId(), override.proposedAt()).get(override.policy());
        OutcomeOverride.Answer answer = override.answer();
        return row(
                "number", override.number(),
                "customer", override.customerId(),
                "policy", override.policy(),
                "decided", decided == null ? null : decided.to(),
                "outcome", override.outcome(),
                "until", override.until(),
                "proposer", override.proposer(),
                "proposedAt", override.proposedAt(),
                "reason", override.reason(),
                "stage", override.stage(),
                "answeredBy", answer == null ? null : answer.actor(),
                "answeredAt", answer == null ? null : answer.at(),
                "answer", answer == null ? null : answer.reason());
    }

    private Map<String, AssignmentEvent> heldAt(String customerId, Instant moment) {
        Map<String, AssignmentEvent> held = new TreeMap<>();
        assignments.history(customerId).stream()
                .filter(event -> !event.at().isAfter(moment))
                .forEach(event -> held.put(event.policy(), event));
        return held;
    }

    /** What a customer held at a moment, by which release and row, and what was set by hand then. */
    @GetMapping("/customers/{id}/decisions")
    ResponseEntity<?> heldAt(
            @PathVariable String id,
            @RequestParam @Nullable String at,
            @RequestParam @Nullable String format,
            @Parameter(hidden = true) Actor actor) {
        Instant moment = Moment.of("at", at);
        Map<String, OutcomeOverride> set = overrides.inForce(id, moment, LocalDate.ofInstant(moment, ZoneOffset.UTC));
        List<Map<String, @Nullable Object>> rows =
                rows(List.copyOf(heldAt(id, moment).values()), actor);
        rows.forEach(row -> {
            OutcomeOverride override = set.get(String.valueOf(row.get("policy")));
            row.put("setByHand", override == null ? null : override.outcome());
            row.put("override", override == null ? null : override.number());
        });
        return new AuditTable(rows, null).as(format);
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
