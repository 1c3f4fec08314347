package io.gradus.app.policy.web;

import io.gradus.app.policy.CurrentRelease;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Field;
import io.gradus.rules.Outcome;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The policies that decide now, and their workbooks. */
@RestController
@RequestMapping("/api/policies")
class PolicyController {

    private final CurrentRelease current;

    PolicyController(CurrentRelease current) {
        this.current = current;
    }

    /** An outcome with its label in the language of the request. */
    record OutcomeView(String code, String label) {
        static OutcomeView of(Outcome outcome, Locale locale) {
            return new OutcomeView(outcome.code(), outcome.label().in(locale));
        }
    }

    /** A policy as it is shown. */
    record PolicyView(
            String id,
            String title,
            String description,
            String hash,
            List<OutcomeView> outcomes,
            List<String> reads,
            List<String> computes,
            String workbook) {
        static PolicyView of(CompiledPolicy policy, Locale locale) {
            String id = policy.description().id();
            return new PolicyView(
                    id,
                    policy.description().title().in(locale),
                    policy.description().description().in(locale),
                    policy.hash(),
                    policy.description().outcomes().stream()
                            .map(outcome -> OutcomeView.of(outcome, locale))
                            .toList(),
                    policy.reads().stream().map(Field::name).toList(),
                    policy.computes().stream().map(Field::name).toList(),
                    "/api/policies/" + id + "/workbook");
        }
    }

    @GetMapping
    List<PolicyView> policies(Locale locale) {
        return current.release().policies().stream()
                .map(policy -> PolicyView.of(policy, locale))
                .toList();
    }

    @GetMapping("/{id}")
    PolicyView policy(@PathVariable String id, Locale locale) {
        return PolicyView.of(current.policy(id), locale);
    }

    @GetMapping(path = "/{id}/workbook", produces = MediaType.ALL_VALUE)
    ResponseEntity<byte[]> workbook(@PathVariable String id) {
        return Uploads.download(current.workbook(id));
    }
}
