package io.gradus.app.policy.web;

import io.gradus.app.policy.ArchivedPolicies;
import io.gradus.app.policy.CurrentRelease;
import io.gradus.app.policy.PolicyCatalogue;
import io.gradus.app.policy.Publishing;
import io.gradus.app.policy.ReleaseComparison;
import io.gradus.app.policy.ReleaseComparison.PolicyChange;
import io.gradus.app.policy.ReleaseRecord;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Moment;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

/** Releases: which decided when, what changed from one to another, and the way back. */
@RestController
@RequestMapping(path = "/api", produces = MediaType.APPLICATION_JSON_VALUE)
class ReleaseController {

    private final PolicyCatalogue catalogue;
    private final ArchivedPolicies archived;
    private final CurrentRelease current;
    private final Publishing publishing;
    private final ReleaseComparison comparison;

    ReleaseController(
            PolicyCatalogue catalogue,
            ArchivedPolicies archived,
            CurrentRelease current,
            Publishing publishing,
            ReleaseComparison comparison) {
        this.catalogue = catalogue;
        this.archived = archived;
        this.current = current;
        this.publishing = publishing;
        this.comparison = comparison;
    }

    /** Which versions decide at a moment. */
    record LiveView(Instant at, Map<String, VersionRef> policies) {}

    /** Brings the versions of an earlier release back. */
    record RollbackRequest(int release, @Nullable String reason) {}

    /** All releases, the latest first. */
    @GetMapping("/releases")
    List<ReleaseRecord> releases(
            @RequestParam(defaultValue = "0") int before, @RequestParam(defaultValue = "20") int limit) {
        List<ReleaseRecord> all = catalogue.releases();
        int to = before < 1 ? all.size() : Math.min(before - 1, all.size());
        int from = Math.max(0, to - Math.max(1, Math.min(limit, 1000)));
        List<ReleaseRecord> page = new java.util.ArrayList<>(all.subList(from, to));
        java.util.Collections.reverse(page);
        return page;
    }

    /** The release that decides in this process. */
    @GetMapping("/releases/current")
    ReleaseRecord current() {
        return catalogue.release(current.live().number());
    }

    @GetMapping("/releases/{number}")
    ReleaseRecord release(@PathVariable int number) {
        return catalogue.release(number);
    }

    /** The vocabulary that the release's policies read customers by. */
    @GetMapping(path = "/releases/{number}/vocabulary", produces = MediaType.ALL_VALUE)
    ResponseEntity<byte[]> vocabulary(@PathVariable int number) {
        return Uploads.download(archived.vocabulary(number));
    }

    /** What another release says otherwise: policies, rows, cells. */
    @GetMapping("/releases/{number}/changes")
    List<PolicyChange> changes(@PathVariable int number, @RequestParam int to, Locale locale) {
        return comparison.compare(number, to, locale);
    }

    /** What decided, decides or will decide at a moment, as far as is known now. */
    @GetMapping("/live")
    LiveView live(@RequestParam @Nullable String at) {
        Instant moment = Moment.of("at", at);
        return new LiveView(moment, publishing.liveAt(moment));
    }

    @PostMapping("/rollbacks")
    @ResponseStatus(HttpStatus.CREATED)
    ReleaseRecord rollBack(@RequestBody RollbackRequest request, @Parameter(hidden = true) Actor actor) {
        return publishing.rollBack(request.release(), request.reason() == null ? "" : request.reason(), actor);
    }
}
