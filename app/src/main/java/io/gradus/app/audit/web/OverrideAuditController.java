package io.gradus.app.audit.web;

import static io.gradus.app.audit.web.AuditTable.row;

import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.override.OutcomeOverride;
import io.gradus.app.override.OverrideCatalogue;
import io.gradus.app.override.OverrideFilter;
import io.gradus.app.shared.Moment;
import io.gradus.app.shared.PageLimit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who overrode what; {@code format=csv} gives what a spreadsheet program opens. */
@RestController
@RequestMapping("/api/audit/overrides")
class OverrideAuditController {

    private final OverrideCatalogue overrides;
    private final AssignmentHistory decisions;

    OverrideAuditController(OverrideCatalogue overrides, AssignmentHistory decisions) {
        this.overrides = overrides;
        this.decisions = decisions;
    }

    /** Outcomes set by hand: who proposed and who approved them, when and why, and what the rules said at that time. */
    @GetMapping
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
        OverrideFilter filter = new OverrideFilter(
                customer, policy, null, actor, Moment.optional("from", from), Moment.optional("to", to));
        List<OutcomeOverride> found = overrides.find(filter, cursor, limit);
        return AuditTable.page(found, limit, this::asRow, OutcomeOverride::number)
                .as(format);
    }

    private Map<String, @Nullable Object> asRow(OutcomeOverride override) {
        AssignmentEvent decided = decisions
                .decidedAt(override.customerId(), override.proposedAt())
                .get(override.policy());
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
}
