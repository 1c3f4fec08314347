package io.gradus.app.audit.web;

import io.gradus.app.audit.PolicyHistory;
import io.gradus.app.policy.Publishing;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.Moment;
import io.gradus.app.shared.PageLimit;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
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
    ResponseEntity<AuditTable<PolicyHistory.Event>> history(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long cursor,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam @Nullable String format,
            Locale locale) {
        PageLimit.require(limit);
        List<PolicyHistory.Event> events = history.of(id, cursor, limit, locale);
        return AuditTable.page(events, limit, Function.identity(), PolicyHistory.Event::sequence)
                .as(format);
    }

    /**
     * A policy and its version at a moment.
     *
     * @param workbook the SHA-256 of the file, lower-case hex
     */
    record LiveRow(Instant at, String policy, int version, String workbook, String fileName) {

        static LiveRow of(Instant at, String policy, VersionRef version) {
            return new LiveRow(at, policy, version.version(), version.sha256(), version.fileName());
        }
    }

    /** Which version of each policy decided at a moment, decides, or will decide as far as is known now. */
    @GetMapping("/live")
    ResponseEntity<AuditTable<LiveRow>> live(@RequestParam @Nullable String at, @RequestParam @Nullable String format) {
        Instant moment = Moment.of("at", at);
        List<LiveRow> rows = publishing.liveAt(moment).entrySet().stream()
                .map(live -> LiveRow.of(moment, live.getKey(), live.getValue()))
                .toList();
        return new AuditTable<>(rows, null).as(format);
    }
}
