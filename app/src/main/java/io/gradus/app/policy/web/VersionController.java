package io.gradus.app.policy.web;

import io.gradus.app.policy.ApprovalRule;
import io.gradus.app.policy.DiffView;
import io.gradus.app.policy.OutdatedBase;
import io.gradus.app.policy.PolicyCatalogue;
import io.gradus.app.policy.PolicyStage;
import io.gradus.app.policy.PolicyVersion;
import io.gradus.app.policy.PolicyVersions;
import io.gradus.app.policy.Publishing;
import io.gradus.app.policy.ReleaseRecord;
import io.gradus.app.policy.VersionDiffs;
import io.gradus.app.policy.WorkbookChecks;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Moment;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.ProblemDocuments;
import io.gradus.rules.Finding;
import io.gradus.rules.PolicySource;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The versions of a policy and their way from a draft to live. */
@RestController
@RequestMapping(path = "/api/policies/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class VersionController {

    private final PolicyCatalogue catalogue;
    private final PolicyVersions versions;
    private final Publishing publishing;
    private final WorkbookChecks checks;
    private final VersionDiffs diffs;

    VersionController(
            PolicyCatalogue catalogue,
            PolicyVersions versions,
            Publishing publishing,
            WorkbookChecks checks,
            VersionDiffs diffs) {
        this.catalogue = catalogue;
        this.versions = versions;
        this.publishing = publishing;
        this.checks = checks;
        this.diffs = diffs;
    }

    /** A version as it is shown. */
    record VersionView(
            String policy,
            int number,
            String sha256,
            String fileName,
            String author,
            String reason,
            Instant uploadedAt,
            int base,
            PolicyStage stage,
            long errors,
            long warnings,
            int scenariosPassed,
            int scenariosFailed,
            @Nullable String submitter,
            String acceptance,
            List<PolicyVersion.Approval> approvals,
            @Nullable Instant from,
            @Nullable Instant until) {
        static VersionView of(PolicyVersion version) {
            return new VersionView(
                    version.policy(),
                    version.number(),
                    version.sha256(),
                    version.fileName(),
                    version.author(),
                    version.reason(),
                    version.uploadedAt(),
                    version.base(),
                    version.stage(),
                    version.examination().errors(),
                    version.examination().warnings(),
                    version.examination().scenariosPassed(),
                    version.examination().scenariosFailed(),
                    version.submitter(),
                    version.acceptance(),
                    version.approvals(),
                    version.from(),
                    version.until());
        }
    }

    /** Why somebody does something. */
    record ReasonRequest(@Nullable String reason) {
        String text() {
            return reason == null ? "" : reason;
        }
    }

    /**
     * Asks for approval.
     *
     * @param acceptance why the warnings are accepted
     */
    record SubmissionRequest(
            @Nullable String reason, @Nullable String acceptance) {}

    /**
     * Approves these bytes.
     *
     * @param sha256 of the workbook that was looked at
     */
    record ApprovalRequest(
            @Nullable String sha256, @Nullable String reason) {}

    /** When it goes live, and until when; instants in ISO 8601. */
    record ScheduleRequest(
            @Nullable String from,
            @Nullable String until,
            @Nullable String reason) {}

    /** Who has to approve. */
    record RuleRequest(
            int approvers, @Nullable String group, @Nullable String reason) {}

    /** Hands in a workbook as the next version; one that is the latest already stays the one it is. */
    @ApiResponse(
            responseCode = "200",
            description = "The same as the latest version",
            content = @Content(schema = @Schema(implementation = VersionView.class)))
    @ApiResponse(
            responseCode = "201",
            description = "A new version",
            content = @Content(schema = @Schema(implementation = VersionView.class)))
    @PostMapping(path = "/versions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<VersionView> upload(
            @PathVariable String id,
            @RequestPart("file") MultipartFile file,
            @RequestParam(defaultValue = "0") int base,
            @RequestParam(defaultValue = "") String reason,
            @Parameter(hidden = true) Actor actor) {
        int before = catalogue.versions(id).size();
        PolicyVersion version = versions.upload(id, Uploads.source(file), base, reason, actor);
        return ResponseEntity.status(version.number() > before ? HttpStatus.CREATED : HttpStatus.OK)
                .header(HttpHeaders.LOCATION, "/api/policies/" + id + "/versions/" + version.number())
                .body(VersionView.of(version));
    }

    /** Says what others changed since the version that somebody began with. */
    @ExceptionHandler
    ProblemDetail outdated(OutdatedBase outdated, Locale locale) {
        ProblemDetail problem = ProblemDocuments.of(outdated, locale);
        problem.setProperty("base", outdated.base());
        problem.setProperty("latest", outdated.latest());
        // Somebody may name a version that there is not yet.
        if (outdated.base() > 0 && outdated.base() < outdated.latest()) {
            diffs.between(
                            catalogue.version(outdated.policy(), outdated.base()),
                            catalogue.version(outdated.policy(), outdated.latest()),
                            locale)
                    .ifPresent(diff -> problem.setProperty("diff", diff));
        }
        return problem;
    }

    private PolicySource workbook(String policy, int number) {
        return versions.workbook(catalogue.version(policy, number));
    }

    @GetMapping("/versions")
    List<VersionView> versions(@PathVariable String id) {
        List<PolicyVersion> found = catalogue.versions(id);
        if (found.isEmpty()) {
            throw new NotFound("refusal.no-policy", id);
        }
        return found.stream().map(VersionView::of).toList();
    }

    @GetMapping("/versions/{number}")
    VersionView version(@PathVariable String id, @PathVariable int number) {
        return VersionView.of(catalogue.version(id, number));
    }

    @GetMapping(path = "/versions/{number}/workbook", produces = MediaType.ALL_VALUE)
    ResponseEntity<byte[]> workbookOf(@PathVariable String id, @PathVariable int number) {
        return Uploads.download(workbook(id, number));
    }

    @GetMapping("/versions/{number}/findings")
    List<CheckController.FindingView> findings(@PathVariable String id, @PathVariable int number, Locale locale) {
        List<Finding> findings = checks.check(workbook(id, number));
        return findings.stream()
                .map(finding -> CheckController.FindingView.of(finding, locale))
                .toList();
    }

    /** What a later version says otherwise. */
    @GetMapping("/versions/{number}/changes")
    DiffView changes(@PathVariable String id, @PathVariable int number, @RequestParam int to, Locale locale) {
        return DiffView.of(checks.diff(workbook(id, number), workbook(id, to)), locale);
    }

    @PostMapping("/versions/{number}/submission")
    VersionView submit(
            @PathVariable String id,
            @PathVariable int number,
            @RequestBody SubmissionRequest request,
            @Parameter(hidden = true) Actor actor) {
        return VersionView.of(versions.submit(id, number, text(request.reason()), text(request.acceptance()), actor));
    }

    @PostMapping("/versions/{number}/approval")
    VersionView approve(
            @PathVariable String id,
            @PathVariable int number,
            @RequestBody ApprovalRequest request,
            @Parameter(hidden = true) Actor actor) {
        return VersionView.of(versions.approve(id, number, text(request.sha256()), text(request.reason()), actor));
    }

    @PostMapping("/versions/{number}/rejection")
    VersionView reject(
            @PathVariable String id,
            @PathVariable int number,
            @RequestBody ReasonRequest request,
            @Parameter(hidden = true) Actor actor) {
        return VersionView.of(versions.reject(id, number, request.text(), actor));
    }

    @PostMapping("/versions/{number}/withdrawal")
    VersionView withdraw(
            @PathVariable String id,
            @PathVariable int number,
            @RequestBody ReasonRequest request,
            @Parameter(hidden = true) Actor actor) {
        return VersionView.of(versions.withdraw(id, number, request.text(), actor));
    }

    @PostMapping("/versions/{number}/schedule")
    VersionView schedule(
            @PathVariable String id,
            @PathVariable int number,
            @RequestBody ScheduleRequest request,
            @Parameter(hidden = true) Actor actor) {
        Instant until = Moment.optional("until", request.until());
        return VersionView.of(
                versions.schedule(id, number, Moment.of("from", request.from()), until, text(request.reason()), actor));
    }

    @PostMapping("/versions/{number}/publication")
    ReleaseRecord publish(
            @PathVariable String id,
            @PathVariable int number,
            @RequestBody ReasonRequest request,
            @Parameter(hidden = true) Actor actor) {
        return publishing.publish(id, number, request.text(), actor);
    }

    @GetMapping("/approval-rule")
    ApprovalRule rule(@PathVariable String id) {
        return catalogue.approvalRule(id);
    }

    @PutMapping("/approval-rule")
    ApprovalRule rule(
            @PathVariable String id, @RequestBody RuleRequest request, @Parameter(hidden = true) Actor actor) {
        return versions.rule(id, new ApprovalRule(request.approvers(), request.group()), text(request.reason()), actor);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
