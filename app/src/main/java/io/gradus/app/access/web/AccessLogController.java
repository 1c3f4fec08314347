package io.gradus.app.access.web;

import io.gradus.app.access.AccessLog;
import io.gradus.app.shared.EvaluationDate;
import io.gradus.app.shared.PageLimit;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who saw personal values of which customer, the latest first; days are days of UTC, the last one included. */
@RestController
@RequestMapping(path = "/api/access-log", produces = MediaType.APPLICATION_JSON_VALUE)
class AccessLogController {

    private final AccessLog log;

    AccessLogController(AccessLog log) {
        this.log = log;
    }

    /** A page, and the cursor of the next one when there may be more. */
    record AccessLogPage(
            List<AccessLog.Read> reads, @Nullable String next) {}

    @GetMapping
    AccessLogPage find(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String actor,
            @Schema(format = "date") @RequestParam(required = false) @Nullable String from,
            @Schema(format = "date") @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        PageLimit.require(limit);
        AccessLog.Search search = new AccessLog.Search(customer, actor, start(from, 0), start(to, 1));
        List<AccessLog.Read> reads = log.find(search, cursor, limit);
        return new AccessLogPage(
                reads, reads.size() < limit ? null : reads.get(reads.size() - 1).id());
    }

    private static @Nullable Instant start(@Nullable String day, int later) {
        return day == null
                ? null
                : EvaluationDate.of(day)
                        .plusDays(later)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
    }
}
