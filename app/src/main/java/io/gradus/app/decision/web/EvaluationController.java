package io.gradus.app.decision.web;

import io.gradus.app.decision.CustomerEvaluation;
import io.gradus.app.decision.CustomerEvaluation.Evaluated;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.CustomerSight;
import io.gradus.app.shared.EvaluationDate;
import io.gradus.app.shared.PersonalValues;
import io.gradus.rules.Decision;
import io.gradus.rules.RowMatch;
import io.gradus.rules.Vocabulary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Decides for one customer, for any day, and stores nothing. */
@RestController
@RequestMapping(path = "/api/customers/{id}/evaluation", produces = MediaType.APPLICATION_JSON_VALUE)
class EvaluationController {

    private final CustomerEvaluation evaluation;
    private final PersonalValues personal;
    private final Vocabulary vocabulary;

    EvaluationController(CustomerEvaluation evaluation, PersonalValues personal, Vocabulary vocabulary) {
        this.evaluation = evaluation;
        this.personal = personal;
        this.vocabulary = vocabulary;
    }

    /**
     * What to evaluate.
     *
     * @param policy one policy only; absent for all
     */
    record EvaluationRequest(
            @Schema(format = "date", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String asOf,

            @Nullable String policy) {}

    /** A row that matched. */
    record RowView(String place, String note, List<RowMatch.CellText> conditions) {
        static RowView of(RowMatch row) {
            return new RowView(row.place(), row.note(), row.conditions());
        }
    }

    /** A decision as it is shown. */
    record DecisionView(
            String policy,
            @Nullable String outcome,
            Map<String, String> actions,
            Map<String, Object> computed,
            @Nullable RowView row,
            String because,
            List<RowView> otherRows,
            Map<String, Object> facts,
            String policyHash,
            LocalDate asOf) {
        static DecisionView of(Decision decision, Vocabulary vocabulary, Locale locale) {
            return new DecisionView(
                    decision.policyId(),
                    decision.outcome(),
                    decision.actions(),
                    decision.computed(),
                    decision.row() == null ? null : RowView.of(decision.row()),
                    decision.because(vocabulary, locale),
                    decision.otherRows().stream().map(RowView::of).toList(),
                    decision.facts(),
                    decision.policyHash(),
                    decision.asOf());
        }
    }

    /**
     * The decisions of one customer, all by one release.
     *
     * @param release its number
     * @param setByHand outcomes in force by override, by policy id; policies that use these outcomes were told them
     */
    record EvaluationView(
            String customerId,
            LocalDate asOf,
            int release,
            List<DecisionView> decisions,
            Map<String, String> setByHand) {}

    @PostMapping
    EvaluationView evaluate(
            @PathVariable String id, @RequestBody EvaluationRequest request, Actor actor, Locale locale) {
        LocalDate asOf = EvaluationDate.of(request.asOf());
        List<String> policies = request.policy() == null ? List.of() : List.of(request.policy());
        Evaluated made = evaluation.evaluate(id, asOf, policies);
        CustomerSight sight = personal.sight(actor, id);
        return new EvaluationView(
                id,
                asOf,
                made.release(),
                made.evaluation().decisions().values().stream()
                        .map(sight::decision)
                        .map(decision -> DecisionView.of(decision, vocabulary, locale))
                        .toList(),
                made.setByHand());
    }
}
