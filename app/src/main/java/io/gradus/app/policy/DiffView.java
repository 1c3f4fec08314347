package io.gradus.app.policy;

import io.gradus.rules.analysis.Change;
import io.gradus.rules.analysis.Difference;
import io.gradus.rules.analysis.Difference.ActionDifference;
import io.gradus.rules.analysis.PolicyDiff;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is otherwise in the newer of two workbooks, as people and programs are shown it.
 *
 * @param decidesTheSame whether not a single customer can be decided differently
 * @param complete whether these are all differences there are
 */
public record DiffView(
        boolean decidesTheSame, boolean complete, List<ChangeView> changes, List<DifferenceView> differences) {

    /** A change in the language of the reader, and its typed values as plain cell texts. */
    public record ChangeView(
            String kind,
            String subject,
            String what,
            String before,
            String after,
            @Nullable String oldPlace,
            @Nullable String newPlace,
            String message) {
        static ChangeView of(Change change, Locale locale) {
            return new ChangeView(
                    change.kind().name(),
                    change.subject(),
                    change.what(),
                    change.before(),
                    change.after(),
                    change.oldPlace() == null ? null : change.oldPlace().toString(),
                    change.newPlace() == null ? null : change.newPlace().toString(),
                    change.message(locale));
        }
    }

    /** Customers decided differently, with a sample. */
    public record DifferenceView(
            String customers,
            Map<String, Object> sample,
            @Nullable String oldRow,
            @Nullable String newRow,
            @Nullable String before,
            @Nullable String after,
            List<ActionDifference> actions) {
        static DifferenceView of(Difference difference, Locale locale) {
            return new DifferenceView(
                    difference.customers().in(locale),
                    difference.sample().values(),
                    difference.oldRow(),
                    difference.newRow(),
                    difference.before(),
                    difference.after(),
                    difference.actions());
        }
    }

    public static DiffView of(PolicyDiff diff, Locale locale) {
        return new DiffView(
                diff.decidesTheSame(),
                diff.complete(),
                diff.changes().stream()
                        .map(change -> ChangeView.of(change, locale))
                        .toList(),
                diff.differences().stream()
                        .map(difference -> DifferenceView.of(difference, locale))
                        .toList());
    }
}
