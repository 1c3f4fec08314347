package io.gradus.app.run.web;

import io.gradus.app.run.Run;
import io.gradus.app.run.Runs;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.EvaluationDate;
import io.gradus.app.shared.NotFound;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Starts and watches runs. */
@RestController
@RequestMapping(path = "/api/runs", produces = MediaType.APPLICATION_JSON_VALUE)
class RunController {

    private final Runs runs;

    RunController(Runs runs) {
        this.runs = runs;
    }

    /**
     * What to run.
     *
     * @param policies absent or empty for all
     */
    record RunRequest(
            @Schema(format = "date", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String asOf,

            @Nullable List<@Nullable String> policies) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<Run> start(@RequestBody RunRequest request, @Parameter(hidden = true) Actor actor) {
        List<String> policies = request.policies() == null
                ? List.of()
                : request.policies().stream().map(String::valueOf).toList();
        LocalDate asOf = EvaluationDate.of(request.asOf());
        Run run = runs.start(policies, asOf, actor);
        return ResponseEntity.accepted()
                .location(URI.create("/api/runs/" + run.id()))
                .body(run);
    }

    @GetMapping
    List<Run> latest() {
        return runs.latest(20);
    }

    @GetMapping("/{id}")
    Run run(@PathVariable String id) {
        return runs.find(id).orElseThrow(() -> new NotFound("refusal.no-run", id));
    }
}
