package io.gradus.app.audit;

import io.gradus.app.ledger.Ledger;
import io.gradus.app.ledger.LedgerFilter;
import io.gradus.app.policy.DiffView;
import io.gradus.app.policy.PolicyCatalogue;
import io.gradus.app.policy.PolicyVersion;
import io.gradus.app.policy.ReleaseRecord;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.policy.VersionDiffs;
import io.gradus.app.shared.NotFound;
import io.gradus.proof.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everything that happened to a policy, in order and in words. */
@Component
public class PolicyHistory {

    private final Ledger ledger;
    private final PolicyCatalogue catalogue;
    private final VersionDiffs diffs;

    PolicyHistory(Ledger ledger, PolicyCatalogue catalogue, VersionDiffs diffs) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.diffs = diffs;
    }

    /**
     * One thing that happened.
     *
     * @param sequence of the ledger entry
     * @param version of the policy, 0 where it is about no version
     * @param changes what the version says otherwise than the one it was made from, or where that cannot be read, than the one before
     *     it on the way, in words; for uploads
     * @param accepted the findings that were accepted, in words, and why; for submissions
     */
    public record Event(
            long sequence,
            Instant at,
            String actor,
            String type,
            int version,
            String reason,
            List<String> changes,
            List<String> accepted) {}

    /**
     * What happened, the earliest first.
     *
     * @param after only what stands behind that sequence number
     * @throws NotFound when there is no such policy
     */
    public List<Event> of(String policy, long after, int limit, Locale locale) {
        if (catalogue.versions(policy).isEmpty()) {
            throw new NotFound("refusal.no-policy", policy);
        }
        TreeMap<Long, Supplier<Event>> events = new TreeMap<>();
        LedgerFilter about = new LedgerFilter(null, null, null, policy, null, null);
        ledger.find(about, 0, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.type().startsWith("policy."))
                .forEach(entry -> events.put(entry.sequence(), () -> event(policy, entry, locale)));
        LedgerFilter releases = new LedgerFilter(null, "release.published", null, null, null, null);
        @Nullable VersionRef before = null;
        for (LedgerEntry entry : ledger.find(releases, 0, Integer.MAX_VALUE)) {
            VersionRef now = released(entry).policies().get(policy);
            if (!Objects.equals(before, now)) {
                events.put(entry.sequence(), () -> simple(entry, now == null ? 0 : now.version()));
            }
            before = now;
        }
        return events.tailMap(after, false).values().stream()
                .limit(limit)
                .map(Supplier::get)
                .toList();
    }

    private ReleaseRecord released(LedgerEntry entry) {
        return catalogue.release(number(entry));
    }

    private static int number(LedgerEntry entry) {
        return entry.payload().get("number") instanceof Number number ? number.intValue() : 0;
    }

    private static Event simple(LedgerEntry entry, int version) {
        return new Event(
                entry.sequence(),
                entry.at(),
                entry.actor(),
                entry.type(),
                version,
                entry.reason(),
                List.of(),
                List.of());
    }

    private Event event(String policy, LedgerEntry entry, Locale locale) {
        return new Event(
                entry.sequence(),
                entry.at(),
                entry.actor(),
                entry.type(),
                number(entry),
                entry.reason(),
                entry.type().equals("policy.uploaded") ? changes(policy, number(entry), locale) : List.of(),
                accepted(entry));
    }

    /** What the version says otherwise than the latest before it, on the way it was made, that can be read. */
    private List<String> changes(String policy, int number, Locale locale) {
        PolicyVersion version = catalogue.version(policy, number);
        PolicyVersion older = version;
        while (older.base() > 0) {
            older = catalogue.version(policy, older.base());
            Optional<DiffView> diff = diffs.between(older, version, locale);
            if (diff.isPresent()) {
                return diff.get().changes().stream()
                        .map(DiffView.ChangeView::message)
                        .toList();
            }
        }
        return List.of();
    }

    private static List<String> accepted(LedgerEntry entry) {
        List<String> accepted = new ArrayList<>();
        if (entry.payload().get("warnings") instanceof List<?> warnings) {
            for (Object warning : warnings) {
                Map<?, ?> finding = (Map<?, ?>) warning;
                accepted.add(finding.get("place") + ": " + finding.get("message"));
            }
        }
        Object acceptance = entry.payload().get("acceptance");
        if (!accepted.isEmpty() && acceptance != null) {
            accepted.add(acceptance.toString());
        }
        return accepted;
    }
}
