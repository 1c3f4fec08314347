package io.gradus.app.policy;

import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.rules.PolicySource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what is otherwise in another release: which policies, and in them which rows and cells. */
@Component
public class ReleaseComparison {

    private final PolicyCatalogue catalogue;
    private final Workbooks workbooks;
    private final WorkbookChecks checks;

    ReleaseComparison(PolicyCatalogue catalogue, Workbooks workbooks, WorkbookChecks checks) {
        this.catalogue = catalogue;
        this.workbooks = workbooks;
        this.checks = checks;
    }

    /**
     * A policy that is otherwise.
     *
     * @param before its version in the first release; absent where it was not there
     * @param after its version in the second release; absent where it is not there
     * @param diff what changed; absent where one side is missing, or is a DRL file
     */
    public record PolicyChange(
            String policy,
            @Nullable VersionRef before,
            @Nullable VersionRef after,
            @Nullable DiffView diff) {}

    /** @throws io.gradus.app.shared.NotFound when there is no such release */
    public List<PolicyChange> compare(int first, int second, Locale locale) {
        Map<String, VersionRef> before = catalogue.release(first).policies();
        Map<String, VersionRef> after = catalogue.release(second).policies();
        Set<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        return ids.stream()
                .filter(id -> !Objects.equals(before.get(id), after.get(id)))
                .map(id -> new PolicyChange(
                        id, before.get(id), after.get(id), diff(before.get(id), after.get(id), locale)))
                .toList();
    }

    private @Nullable DiffView diff(@Nullable VersionRef before, @Nullable VersionRef after, Locale locale) {
        if (before == null || after == null) {
            return null;
        }
        PolicySource older = workbooks.load(before);
        PolicySource newer = workbooks.load(after);
        return older.isDrl() || newer.isDrl() ? null : DiffView.of(checks.diff(older, newer), locale);
    }
}
