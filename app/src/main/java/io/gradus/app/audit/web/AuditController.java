package io.gradus.app.audit.web;

import io.gradus.app.audit.PolicyHistory;
import io.gradus.app.policy.Publishing;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.Moment;
import io.gradus.app.shared.PageLimit;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an auditor asks about policies, each one call; {@code format=csv} gives what a spreadsheet program opens. */
@RestController
@RequestMapping("/api/audit")
class AuditController {

    private final PolicyHistory history;
    private final Publishing publishing;

    AuditController(PolicyHistory history, Publishing publishing) {
        this.history = history;
        this.publishing = publishing;
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
        return AuditTable.page(events, limit, AuditController::row, PolicyHistory.Event::sequence)
                .as(format);
    }

    private static Map<String, @Nullable Object> row(PolicyHistory.Event event) {
        return AuditTable.row(
                "sequence", event.sequence(),
                "at", event.at(),
                "actor", event.actor(),
                "type", event.type(),
                "version", event.version(),
                "reason", event.reason(),
                "changes", event.changes(),
                "accepted", event.accepted());
    }

    /** Which version of each policy decided at a moment, decides, or will decide as far as is known now. */
    @GetMapping("/live")
    ResponseEntity<?> live(@RequestParam @Nullable String at, @RequestParam @Nullable String format) {
        Instant moment = Moment.of("at", at);
        List<Map<String, @Nullable Object>> rows = publishing.liveAt(moment).entrySet().stream()
                .map(live -> row(moment, live.getKey(), live.getValue()))
                .toList();
        return new AuditTable(rows, null).as(format);
    }

    private static Map<String, @Nullable Object> row(Instant moment, String policy, VersionRef version) {
        return AuditTable.row(
                "at", moment,
                "policy", policy,
                "version", version.version(),
                "workbook", version.sha256(),
                "fileName", version.fileName());
    }
}
