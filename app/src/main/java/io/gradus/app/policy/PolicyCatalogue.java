package io.gradus.app.policy;

import static java.util.stream.Collectors.toMap;

import io.gradus.app.ledger.LedgerFold;
import io.gradus.app.policy.PolicyVersion.Approval;
import io.gradus.app.policy.PolicyVersion.Examination;
import io.gradus.app.policy.PolicyVersion.FindingNote;
import io.gradus.app.policy.ReleaseRecord.VersionRef;
import io.gradus.app.shared.NotFound;
import io.gradus.proof.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All policies, their versions and the releases, as the ledger tells. */
@Component
public class PolicyCatalogue implements LedgerFold {

    private final Map<String, TreeMap<Integer, PolicyVersion>> versions = new TreeMap<>();
    private final Map<String, ApprovalRule> approvalRules = new TreeMap<>();
    private final List<ReleaseRecord> releases = new ArrayList<>();

    /** Versions whose time was over, and the release in which they went on because nothing else could decide. */
    private final Map<PolicyVersion, Integer> notEnded = new HashMap<>();

    @Override
    public synchronized void apply(LedgerEntry entry) {
        switch (entry.type()) {
            case PolicyEvents.SHIPPED -> add(entry, PolicyStage.APPROVED);
            case PolicyEvents.UPLOADED -> add(entry, PolicyStage.DRAFT);
            case PolicyEvents.SUBMITTED -> put(of(entry).submitted(entry.actor(), text(entry, "acceptance")));
            case PolicyEvents.APPROVED -> approve(entry);
            case PolicyEvents.REJECTED -> put(of(entry).at(PolicyStage.REJECTED));
            case PolicyEvents.WITHDRAWN -> put(of(entry).at(PolicyStage.WITHDRAWN));
            case PolicyEvents.SCHEDULED ->
                put(of(entry).scheduled(instant(entry, "from"), instant(entry, "until"), PolicyStage.SCHEDULED));
            case PolicyEvents.NOT_PUBLISHED -> put(of(entry).scheduled(null, null, PolicyStage.APPROVED));
            case PolicyEvents.NOT_ENDED -> notEnded.put(of(entry), number(entry, "release"));
            case PolicyEvents.APPROVAL_RULE -> changeRule(entry);
            case PolicyEvents.RELEASED -> release(entry);
            default -> {}
        }
    }

    private void add(LedgerEntry entry, PolicyStage stage) {
        List<FindingNote> findings = list(entry, "findings").stream()
                .map(finding -> FindingNote.of((Map<?, ?>) finding))
                .toList();
        put(new PolicyVersion(
                text(entry, "policy"),
                number(entry, "number"),
                text(entry, "sha256"),
                text(entry, "fileName"),
                entry.actor(),
                entry.reason(),
                entry.at(),
                number(entry, "base"),
                new Examination(findings, number(entry, "scenariosPassed"), number(entry, "scenariosFailed")),
                stage,
                null,
                "",
                List.of(),
                null,
                null));
    }

    /** What was approved under another rule has to be approved again, unless it was enough then. */
    private void changeRule(LedgerEntry entry) {
        String policy = text(entry, "policy");
        approvalRules.put(policy, new ApprovalRule(number(entry, "approvers"), optional(entry, "group")));
        versions(policy).stream()
                .filter(version -> version.stage() == PolicyStage.SUBMITTED)
                .forEach(version -> put(version.approved(List.of(), PolicyStage.SUBMITTED)));
    }

    private void approve(LedgerEntry entry) {
        PolicyVersion version = of(entry);
        List<Approval> approvals = Stream.concat(
                        version.approvals().stream(),
                        Stream.of(new Approval(entry.actor(), entry.at(), entry.reason())))
                .toList();
        boolean enough = approvals.size() >= number(entry, "needed");
        put(version.approved(approvals, enough ? PolicyStage.APPROVED : PolicyStage.SUBMITTED));
    }

    private void release(LedgerEntry entry) {
        Map<String, VersionRef> policies = ((Map<?, ?>)
                        Objects.requireNonNull(entry.payload().get("policies")))
                .entrySet().stream()
                        .collect(toMap(
                                policy -> String.valueOf(policy.getKey()),
                                policy -> VersionRef.of((Map<?, ?>) policy.getValue())));
        releases.add(new ReleaseRecord(
                number(entry, "number"),
                entry.at(),
                entry.actor(),
                entry.reason(),
                number(entry, "rollbackTo"),
                text(entry, "vocabulary"),
                policies));
        versions.values().stream()
                .flatMap(ofPolicy -> List.copyOf(ofPolicy.values()).stream())
                .forEach(version -> {
                    VersionRef now = policies.get(version.policy());
                    boolean live = now != null && now.version() == version.number();
                    if (live && version.stage() != PolicyStage.LIVE) {
                        // What is live by itself, and not by schedule, has no end.
                        boolean planned = version.stage() == PolicyStage.SCHEDULED;
                        put(version.scheduled(
                                planned ? version.from() : null, planned ? version.until() : null, PolicyStage.LIVE));
                    } else if (!live && version.stage() == PolicyStage.LIVE) {
                        put(version.at(PolicyStage.RETIRED));
                    }
                });
    }

    private PolicyVersion of(LedgerEntry entry) {
        return version(text(entry, "policy"), number(entry, "number"));
    }

    private void put(PolicyVersion version) {
        versions.computeIfAbsent(version.policy(), id -> new TreeMap<>()).put(version.number(), version);
    }

    private static String text(LedgerEntry entry, String name) {
        return String.valueOf(entry.payload().get(name));
    }

    private static @Nullable String optional(LedgerEntry entry, String name) {
        Object value = entry.payload().get(name);
        return value == null ? null : value.toString();
    }

    private static int number(LedgerEntry entry, String name) {
        return ((Number) Objects.requireNonNull(entry.payload().get(name), name)).intValue();
    }

    private static @Nullable Instant instant(LedgerEntry entry, String name) {
        String text = optional(entry, name);
        return text == null ? null : Instant.parse(text);
    }

    private static List<?> list(LedgerEntry entry, String name) {
        return (List<?>) Objects.requireNonNull(entry.payload().get(name), name);
    }

    /** The ids of all policies that have a version, sorted. */
    public synchronized List<String> policies() {
        return List.copyOf(versions.keySet());
    }

    /** All versions of a policy, the oldest first; empty when there is no such policy. */
    public synchronized List<PolicyVersion> versions(String policy) {
        return List.copyOf(versions.getOrDefault(policy, new TreeMap<>()).values());
    }

    /** All versions in a stage. */
    public synchronized List<PolicyVersion> at(PolicyStage stage) {
        return versions.values().stream()
                .flatMap(ofPolicy -> ofPolicy.values().stream())
                .filter(version -> version.stage() == stage)
                .toList();
    }

    /** @throws NotFound when there is none */
    public synchronized PolicyVersion version(String policy, int number) {
        PolicyVersion found = versions.getOrDefault(policy, new TreeMap<>()).get(number);
        if (found == null) {
            throw new NotFound("refusal.no-version", policy, number);
        }
        return found;
    }

    /** Versions that decide though their time is over, because what decided before them does not fit any more. */
    public synchronized List<PolicyVersion> overdue() {
        return at(PolicyStage.LIVE).stream()
                .filter(version ->
                        current().map(ReleaseRecord::number).equals(Optional.ofNullable(notEnded.get(version))))
                .toList();
    }

    /** The latest version that nobody rejected or took back. */
    public synchronized Optional<PolicyVersion> latest(String policy) {
        return versions.getOrDefault(policy, new TreeMap<>()).descendingMap().values().stream()
                .filter(version -> version.stage() != PolicyStage.REJECTED && version.stage() != PolicyStage.WITHDRAWN)
                .findFirst();
    }

    public synchronized ApprovalRule approvalRule(String policy) {
        return approvalRules.getOrDefault(policy, ApprovalRule.ONE);
    }

    /** All releases, the oldest first. */
    public synchronized List<ReleaseRecord> releases() {
        return List.copyOf(releases);
    }

    /** @throws NotFound when there is none */
    public synchronized ReleaseRecord release(int number) {
        if (number < 1 || number > releases.size()) {
            throw new NotFound("refusal.no-release", number);
        }
        return releases.get(number - 1);
    }

    /** The release that decides now; absent in a database that nothing has been entered in. */
    public synchronized Optional<ReleaseRecord> current() {
        return releases.isEmpty() ? Optional.empty() : Optional.of(releases.get(releases.size() - 1));
    }

    /** The release that decided at a moment; absent before the first. */
    public synchronized Optional<ReleaseRecord> releaseAt(Instant moment) {
        return releases.stream()
                .filter(release -> !release.at().isAfter(moment))
                .reduce((earlier, later) -> later);
    }
}
