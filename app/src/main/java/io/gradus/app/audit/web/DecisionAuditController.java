package io.gradus.app.audit.web;

import static io.gradus.app.audit.web.AuditTable.row;

import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.assignment.EventFilter;
import io.gradus.app.audit.EvidenceFiles;
import io.gradus.app.audit.Reevaluation;
import io.gradus.app.audit.Samples;
import io.gradus.app.customer.Customers;
import io.gradus.app.override.OutcomeOverride;
import io.gradus.app.override.OverrideCatalogue;
import io.gradus.app.policy.ArchivedPolicies;
import io.gradus.app.policy.PolicyCatalogue;
import io.gradus.app.policy.ReleaseRecord;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.run.FinishedRuns;
import io.gradus.app.run.RunProof;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.CustomerSight;
import io.gradus.app.shared.Moment;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.PageLimit;
import io.gradus.app.shared.PersonalValues;
import io.swagger.v3.oas.annotations.Parameter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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

/** What an auditor asks about decisions, each one call; {@code format=csv} gives what a spreadsheet program opens. */
@RestController
@RequestMapping("/api/audit")
class DecisionAuditController {

    private final AssignmentHistory decisions;
    private final ArchivedPolicies policies;
    private final FinishedRuns runs;
    private final OverrideCatalogue overrides;
    private final PolicyCatalogue catalogue;
    private final Customers customers;
    private final Samples samples;
    private final Reevaluation reevaluation;
    private final EvidenceFiles evidence;
    private final PersonalValues personal;

    DecisionAuditController(
            AssignmentHistory decisions,
            ArchivedPolicies policies,
            FinishedRuns runs,
            OverrideCatalogue overrides,
            PolicyCatalogue catalogue,
            Customers customers,
            Samples samples,
            Reevaluation reevaluation,
            EvidenceFiles evidence,
            PersonalValues personal) {
        this.decisions = decisions;
        this.policies = policies;
        this.runs = runs;
        this.overrides = overrides;
        this.catalogue = catalogue;
        this.customers = customers;
        this.samples = samples;
        this.reevaluation = reevaluation;
        this.evidence = evidence;
        this.personal = personal;
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
        List<AssignmentEvent> found = decisions.find(filter(customer, policy, run, from, to), cursor, limit);
        String next = found.size() < limit ? null : found.get(limit - 1).id();
        return new AuditTable(rows(found, actor), next).as(format);
    }

    private static EventFilter filter(
            @Nullable String customer,
            @Nullable String policy,
            @Nullable String run,
            @Nullable String from,
            @Nullable String to) {
        return new EventFilter(customer, policy, run, Moment.optional("from", from), Moment.optional("to", to));
    }

    private List<Map<String, @Nullable Object>> rows(List<AssignmentEvent> events, Actor actor) {
        List<String> customers =
                events.stream().map(AssignmentEvent::customerId).distinct().toList();
        CustomerSight sight = personal.sight(actor, customers);
        return events.stream().map(event -> asRow(event.seenBy(sight))).toList();
    }

    private Map<String, @Nullable Object> asRow(AssignmentEvent event) {
        return row(
                "id", event.id(),
                "customer", event.customerId(),
                "policy", event.policy(),
                "from", event.from(),
                "outcome", event.to(),
                "at", event.at(),
                "asOf", event.asOf(),
                "release", event.release(),
                "version", policies.version(event.policy(), event.policyHash()).number(),
                "row", event.row(),
                "because", event.because(),
                "facts", event.facts(),
                "workbook", event.policyHash(),
                "run", event.run());
    }

    /**
     * What a customer held at a moment: by which release and row it came, by which it was last confirmed, and what was set by hand
     * then.
     */
    @GetMapping("/customers/{id}/decisions")
    ResponseEntity<?> heldAt(
            @PathVariable String id,
            @RequestParam @Nullable String at,
            @RequestParam @Nullable String format,
            @Parameter(hidden = true) Actor actor) {
        Instant moment = Moment.of("at", at);
        Map<String, OutcomeOverride> set = setByHand(id, moment);
        List<AssignmentEvent> decided =
                List.copyOf(decisions.decidedAt(id, moment).values());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(rows(decided, actor));
        for (int i = 0; i < decided.size(); i++) {
            AssignmentEvent event = decided.get(i);
            RunProof confirmed = runs.latest(event.policy(), event.at(), moment).orElse(null);
            rows.get(i).put("confirmedByRun", confirmed == null ? null : confirmed.run());
            rows.get(i).put("confirmedByRelease", confirmed == null ? null : confirmed.release());
            putOverride(rows.get(i), set.remove(event.policy()));
        }
        set.values().forEach(override -> rows.add(undecided(override)));
        if (rows.isEmpty() && customers.find(id).isEmpty()) {
            throw new NotFound("refusal.no-customer", id);
        }
        return new AuditTable(rows, null).as(format);
    }

    /** Of what was in force, that which the release of that moment knew. */
    private Map<String, OutcomeOverride> setByHand(String customerId, Instant moment) {
        Map<String, OutcomeOverride> set =
                new TreeMap<>(overrides.inForce(customerId, LocalDate.ofInstant(moment, ZoneOffset.UTC), moment));
        ReleaseRecord release = catalogue.releaseAt(moment).orElse(null);
        set.values().removeIf(override -> release == null || !hasOutcome(release, override));
        return set;
    }

    private boolean hasOutcome(ReleaseRecord release, OutcomeOverride override) {
        VersionRef version = release.policies().get(override.policy());
        return version != null
                && policies.policy(override.policy(), version.sha256(), release.number())
                        .policy()
                        .description()
                        .outcome(String.valueOf(override.outcome()))
                        .isPresent();
    }

    private static void putOverride(Map<String, @Nullable Object> row, @Nullable OutcomeOverride override) {
        row.put("setByHand", override == null ? null : override.outcome());
        row.put("override", override == null ? null : override.number());
    }

    private static Map<String, @Nullable Object> undecided(OutcomeOverride override) {
        Map<String, @Nullable Object> row = row("customer", override.customerId(), "policy", override.policy());
        putOverride(row, override);
        return row;
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

    /** Says stored decisions again from the archived workbook and the archived facts; as CSV, one by one. */
    @PostMapping("/reevaluations")
    ResponseEntity<?> again(@RequestBody ReevaluationRequest request, @RequestParam @Nullable String format) {
        List<AssignmentEvent> asked = asked(request);
        return "csv".equals(format)
                ? new AuditTable(asked.stream().map(this::again).toList(), null).as(format)
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(reevaluation.all(asked));
    }

    private List<AssignmentEvent> asked(ReevaluationRequest request) {
        if (request.decision() != null) {
            return List.of(decisions.event(request.decision()));
        }
        EventFilter filter = filter(null, request.policy(), null, null, null);
        String seed = request.seed() == null ? "" : request.seed();
        return samples.draw(seed, request.size() == null ? 25 : request.size(), filter);
    }

    private Map<String, @Nullable Object> again(AssignmentEvent event) {
        Reevaluation.Comparison comparison = reevaluation.again(event.id());
        return row(
                "decision", comparison.decision(),
                "same", comparison.isEqual(),
                "outcome", comparison.outcome(),
                "row", comparison.row(),
                "nowOutcome", comparison.nowOutcome(),
                "nowRow", comparison.nowRow(),
                "problem", comparison.problem());
    }

    /** The evidence of one decision, and nothing about anybody else. */
    @GetMapping(path = "/evidence", produces = "application/zip")
    ResponseEntity<byte[]> evidence(@RequestParam String decision, @Parameter(hidden = true) Actor actor)
            throws IOException {
        personal.sight(actor, decisions.event(decision).customerId());
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        evidence.decision(decision, zip);
        return ResponseEntity.ok()
                .header("Content-Disposition", "attachment; filename=\"evidence.zip\"")
                .body(zip.toByteArray());
    }
}
