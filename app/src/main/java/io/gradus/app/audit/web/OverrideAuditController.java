package io.gradus.app.audit.web;

import io.gradus.app.assignment.AssignmentEvent;
import io.gradus.app.assignment.AssignmentHistory;
import io.gradus.app.override.OutcomeOverride;
import io.gradus.app.override.OverrideCatalogue;
import io.gradus.app.override.OverrideFilter;
import io.gradus.app.override.OverrideStage;
import io.gradus.app.shared.Moment;
import io.gradus.app.shared.PageLimit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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

    /**
     * An outcome set by hand.
     *
     * @param decided what the rules said when it was proposed; absent where they had said nothing
     * @param outcome absent where it was to have none
     */
    record OverrideRow(
            long number,
            String customer,
            String policy,
            @Nullable String decided,
            @Nullable String outcome,
            @Nullable LocalDate until,
            String proposer,
            Instant proposedAt,
            String reason,
            OverrideStage stage,
            @Nullable String answeredBy,
            @Nullable Instant answeredAt,
            @Nullable String answer) {}

    /** Outcomes set by hand: who proposed and who approved them, when and why, and what the rules said at that time. */
    @GetMapping
    ResponseEntity<AuditTable<OverrideRow>> overrides(
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

    private OverrideRow asRow(OutcomeOverride override) {
        AssignmentEvent decided = decisions
                .decidedAt(override.customerId(), override.proposedAt())
                .get(override.policy());
        OutcomeOverride.Answer answer = override.answer();
        return new OverrideRow(
                override.number(),
                override.customerId(),
                override.policy(),
                decided == null ? null : decided.to(),
                override.outcome(),
                override.until(),
                override.proposer(),
                override.proposedAt(),
                override.reason(),
                override.stage(),
                answer == null ? null : answer.actor(),
                answer == null ? null : answer.at(),
                answer == null ? null : answer.reason());
    }
}
