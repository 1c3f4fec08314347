package io.gradus.app.override.web;

import io.gradus.app.override.OutcomeOverride;
import io.gradus.app.override.OverrideCatalogue;
import io.gradus.app.override.OverrideFilter;
import io.gradus.app.override.OverrideProposals;
import io.gradus.app.override.OverrideStage;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.EvaluationDate;
import io.gradus.app.shared.PageLimit;
import io.gradus.app.shared.Refusal;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Outcomes set by hand: proposed by one person, in force when another approves. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class OverrideController {

    private final OverrideCatalogue catalogue;
    private final OverrideProposals proposals;

    OverrideController(OverrideCatalogue catalogue, OverrideProposals proposals) {
        this.catalogue = catalogue;
        this.proposals = proposals;
    }

    /**
     * Sets an outcome, or goes back to the rules.
     *
     * @param outcome its code; absent for going back to the rules
     * @param until the last day on which it holds, yyyy-MM-dd; absent for going back to the rules
     */
    record OverrideRequest(
            @Nullable String policy,
            @Nullable String outcome,
            @Nullable String until,
            @Nullable String reason) {}

    /** Why somebody answers so. */
    record AnswerRequest(@Nullable String reason) {}

    @PostMapping("/customers/{id}/overrides")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<OutcomeOverride> propose(
            @PathVariable String id, @RequestBody OverrideRequest request, @Parameter(hidden = true) Actor actor) {
        OutcomeOverride proposed = proposed(id, request, actor);
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(HttpHeaders.LOCATION, "/api/overrides/" + proposed.number())
                .body(proposed);
    }

    private OutcomeOverride proposed(String customerId, OverrideRequest request, Actor actor) {
        String policy = request.policy();
        if (policy == null) {
            throw new Refusal("refusal.override-policy-missing");
        }
        String reason = text(request.reason());
        if (request.outcome() != null) {
            if (request.until() == null) {
                throw new Refusal("refusal.override-until-missing");
            }
            return proposals.set(
                    customerId, policy, request.outcome(), EvaluationDate.of(request.until()), reason, actor);
        }
        if (request.until() != null) {
            throw new Refusal("refusal.override-outcome-missing", request.until());
        }
        return proposals.end(customerId, policy, reason, actor);
    }

    /** Overrides and proposals, the earliest first; the last one's number is the cursor of the next page. */
    @GetMapping("/overrides")
    List<OutcomeOverride> overrides(
            @RequestParam @Nullable String customer,
            @RequestParam @Nullable String policy,
            @RequestParam @Nullable OverrideStage stage,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "100") int limit) {
        PageLimit.require(limit);
        return catalogue.find(new OverrideFilter(customer, policy, stage, null, null, null), after, limit);
    }

    @GetMapping("/overrides/{number}")
    OutcomeOverride override(@PathVariable long number) {
        return catalogue.override(number);
    }

    @PostMapping("/overrides/{number}/approval")
    OutcomeOverride approve(
            @PathVariable long number, @RequestBody AnswerRequest request, @Parameter(hidden = true) Actor actor) {
        return proposals.approve(number, text(request.reason()), actor);
    }

    @PostMapping("/overrides/{number}/rejection")
    OutcomeOverride reject(
            @PathVariable long number, @RequestBody AnswerRequest request, @Parameter(hidden = true) Actor actor) {
        return proposals.reject(number, text(request.reason()), actor);
    }

    @PostMapping("/overrides/{number}/withdrawal")
    OutcomeOverride withdraw(
            @PathVariable long number, @RequestBody AnswerRequest request, @Parameter(hidden = true) Actor actor) {
        return proposals.withdraw(number, text(request.reason()), actor);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
