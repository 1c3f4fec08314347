package io.gradus.app.audit.web;

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
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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
    ResponseEntity<AuditTable<DecisionRow>> decisions(
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
        return new AuditTable<>(rows(found, actor), next).as(format);
    }

    private static EventFilter filter(
            @Nullable String customer,
            @Nullable String policy,
            @Nullable String run,
            @Nullable String from,
            @Nullable String to) {
        return new EventFilter(customer, policy, run, Moment.optional("from", from), Moment.optional("to", to));
    }

    /**
     * A stored decision.
     *
     * @param from the outcome before, absent for the first
     * @param version of the policy
     * @param workbook the SHA-256 of the version's file, lower-case hex
     */
    record DecisionRow(
            String id,
            String customer,
            String policy,
            @Nullable String from,
            String outcome,
            Instant at,
            LocalDate asOf,
            int release,
            int version,
            String row,
            String because,
            Map<String, Object> facts,
            String workbook,
            String run) {}

    private List<DecisionRow> rows(List<AssignmentEvent> events, Actor actor) {
        List<String> customers =
                events.stream().map(AssignmentEvent::customerId).distinct().toList();
        CustomerSight sight = personal.sight(actor, customers);
        return events.stream().map(event -> asRow(event.seenBy(sight))).toList();
    }

    private DecisionRow asRow(AssignmentEvent event) {
        return new DecisionRow(
                event.id(),
                event.customerId(),
                event.policy(),
                event.from(),
                event.to(),
                event.at(),
                event.asOf(),
                event.release(),
                policies.version(event.policy(), event.policyHash()).number(),
                event.row(),
                event.because(),
                event.facts(),
                event.policyHash(),
                event.run());
    }

    /**
     * What a customer held: what the rules decided, absent throughout where they decided nothing, and what was set by hand.
     *
     * @param confirmedByRun the last run that found the same
     * @param setByHand the outcome that was set, absent where none was
     * @param override the number of the override that set it
     */
    record HeldRow(
            @Nullable String id,
            String customer,
            String policy,
            @Nullable String from,
            @Nullable String outcome,
            @Nullable Instant at,
            @Nullable LocalDate asOf,
            @Nullable Integer release,
            @Nullable Integer version,
            @Nullable String row,
            @Nullable String because,
            @Nullable Map<String, Object> facts,
            @Nullable String workbook,
            @Nullable String run,
            @Nullable String confirmedByRun,
            @Nullable Integer confirmedByRelease,
            @Nullable String setByHand,
            @Nullable Long override) {

        static HeldRow decided(DecisionRow row, @Nullable RunProof confirmed, @Nullable OutcomeOverride override) {
            return new HeldRow(
                    row.id(),
                    row.customer(),
                    row.policy(),
                    row.from(),
                    row.outcome(),
                    row.at(),
                    row.asOf(),
                    row.release(),
                    row.version(),
                    row.row(),
                    row.because(),
                    row.facts(),
                    row.workbook(),
                    row.run(),
                    confirmed == null ? null : confirmed.run(),
                    confirmed == null ? null : confirmed.release(),
                    override == null ? null : override.outcome(),
                    override == null ? null : override.number());
        }

        static HeldRow undecided(OutcomeOverride override) {
            return new HeldRow(
                    null,
                    override.customerId(),
                    override.policy(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    override.outcome(),
                    override.number());
        }
    }

    /**
     * What a customer held at a moment: by which release and row it came, by which it was last confirmed, and what was set by hand
     * then.
     */
    @GetMapping("/customers/{id}/decisions")
    ResponseEntity<AuditTable<HeldRow>> heldAt(
            @PathVariable String id,
            @RequestParam @Nullable String at,
            @RequestParam @Nullable String format,
            @Parameter(hidden = true) Actor actor) {
        Instant moment = Moment.of("at", at);
        Map<String, OutcomeOverride> set = setByHand(id, moment);
        List<AssignmentEvent> decided =
                List.copyOf(decisions.decidedAt(id, moment).values());
        List<HeldRow> rows = new ArrayList<>();
        for (DecisionRow row : rows(decided, actor)) {
            RunProof confirmed = runs.latest(row.policy(), row.at(), moment).orElse(null);
            rows.add(HeldRow.decided(row, confirmed, set.remove(row.policy())));
        }
        set.values().forEach(override -> rows.add(HeldRow.undecided(override)));
        if (rows.isEmpty() && customers.find(id).isEmpty()) {
            throw new NotFound("refusal.no-customer", id);
        }
        return new AuditTable<>(rows, null).as(format);
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

    /** A random sample that anybody can draw again with the same seed. */
    @GetMapping("/samples")
    ResponseEntity<AuditTable<DecisionRow>> sample(
            @RequestParam String seed,
            @RequestParam(defaultValue = "25") int size,
            @RequestParam @Nullable String policy,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to,
            @RequestParam @Nullable String format,
            @Parameter(hidden = true) Actor actor) {
        return new AuditTable<>(rows(samples.draw(seed, size, filter(null, policy, null, from, to)), actor), null)
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
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = Reevaluation.Summary.class)))
    @PostMapping("/reevaluations")
    ResponseEntity<?> again(@RequestBody ReevaluationRequest request, @RequestParam @Nullable String format) {
        boolean csv = AuditTable.isCsv(format);
        List<AssignmentEvent> asked = asked(request);
        return csv
                ? new AuditTable<>(asked.stream().map(this::again).toList(), null).as(format)
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

    /** A decision that was said again, and whether it came out the same. */
    record AgainRow(
            String decision,
            boolean same,
            String outcome,
            String row,
            @Nullable String nowOutcome,
            @Nullable String nowRow,
            @Nullable String problem) {}

    private AgainRow again(AssignmentEvent event) {
        Reevaluation.Comparison comparison = reevaluation.again(event.id());
        return new AgainRow(
                comparison.decision(),
                comparison.isEqual(),
                comparison.outcome(),
                comparison.row(),
                comparison.nowOutcome(),
                comparison.nowRow(),
                comparison.problem());
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
