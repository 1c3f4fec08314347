package io.gradus.app.policy;

import io.gradus.app.ledger.Ledger;
import io.gradus.app.ledger.LedgerDraft;
import io.gradus.app.policy.PolicyVersion.Examination;
import io.gradus.app.policy.WorkbookExaminer.Examined;
import io.gradus.app.shared.Actor;
import io.gradus.app.shared.Conflict;
import io.gradus.app.shared.NotFound;
import io.gradus.app.shared.Reasons;
import io.gradus.app.shared.Refusal;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.PolicySource;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Versions of policies on their way: handed in, submitted, approved, sent back, taken back, scheduled. */
@Component
public class PolicyVersions {

    private final Ledger ledger;
    private final PolicyCatalogue catalogue;
    private final Workbooks workbooks;
    private final WorkbookChecks checks;
    private final Clock clock;

    PolicyVersions(Ledger ledger, PolicyCatalogue catalogue, Workbooks workbooks, WorkbookChecks checks, Clock clock) {
        this.ledger = ledger;
        this.catalogue = catalogue;
        this.workbooks = workbooks;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * Hands in a workbook as a draft. The same bytes again are the version that they are already.
     *
     * @param base the version that the author has changed; 0 for a policy that nobody knows yet
     * @throws OutdatedBase when others handed in a version since
     */
    public PolicyVersion upload(String policy, PolicySource source, int base, String reason, Actor author) {
        if (!PolicyDescription.isId(policy)) {
            throw new Refusal("refusal.policy-id", policy);
        }
        String why = Reasons.required(reason);
        Examined examined = checks.examine(source);
        examined.policyId().filter(id -> !id.equals(policy)).ifPresent(id -> {
            throw new Refusal("refusal.other-policy", id, policy);
        });
        Examination examination = examined.examination();
        workbooks.save(policy, source);
        ledger.enterIfNeeded(() -> {
            if (known(policy, source).isPresent()) {
                return Optional.empty();
            }
            requireLatest(policy, base);
            int number = catalogue.versions(policy).size() + 1;
            return Optional.of(VersionDrafts.added(
                    PolicyEvents.UPLOADED, policy, number, source, base, examination, author.name(), why));
        });
        return known(policy, source).orElseThrow();
    }

    private Optional<PolicyVersion> known(String policy, PolicySource source) {
        return catalogue.versions(policy).stream()
                .filter(version -> version.sha256().equals(source.hash()))
                .findFirst();
    }

    private void requireLatest(String policy, int base) {
        int latest = catalogue.latest(policy).map(PolicyVersion::number).orElse(0);
        if (base != latest) {
            throw new OutdatedBase(policy, base, latest);
        }
    }

    /**
     * Asks for approval.
     *
     * @param acceptance why the warnings are accepted; may be empty where there are none
     * @throws Conflict when there are errors, failing scenarios, or warnings that nobody accepts
     */
    public PolicyVersion submit(String policy, int number, String reason, String acceptance, Actor submitter) {
        String why = Reasons.required(reason);
        PolicyVersion version = catalogue.version(policy, number);
        Examination now = checks.examine(workbook(version)).examination();
        if (now.errors() > 0 || now.scenariosFailed() > 0) {
            throw new Conflict("refusal.not-submittable", version.name(), now.errors(), now.scenariosFailed());
        }
        if (now.warnings() > 0 && acceptance.isBlank()) {
            throw new Conflict("refusal.warnings", version.name(), now.warnings());
        }
        return change(policy, number, found -> {
            found.stage().require(PolicyStage.SUBMITTED, found.name());
            return VersionDrafts.about(
                    found,
                    PolicyEvents.SUBMITTED,
                    submitter.name(),
                    why,
                    Map.of(
                            "acceptance",
                            Reasons.optional(acceptance),
                            "warnings",
                            now.findings().stream()
                                    .map(PolicyVersion.FindingNote::payload)
                                    .toList()));
        });
    }

    /**
     * Approves exactly these bytes. The version is approved when as many have done so as the policy's rule asks for.
     *
     * @param sha256 of the bytes that the approver has looked at
     * @throws Conflict when the approver is its author or submitter, has approved before, or is none whom the rule names
     */
    public PolicyVersion approve(String policy, int number, String sha256, String reason, Actor approver) {
        String why = Reasons.required(reason);
        return change(policy, number, found -> {
            found.stage().require(PolicyStage.APPROVED, found.name());
            ApprovalRule rule = catalogue.approvalRule(policy);
            requireOthersEyes(found, approver, rule);
            if (!found.sha256().equals(sha256)) {
                throw new Conflict("refusal.other-bytes", found.name(), sha256, found.sha256());
            }
            return VersionDrafts.about(
                    found, PolicyEvents.APPROVED, approver.name(), why, Map.of("needed", rule.approvers()));
        });
    }

    private static void requireOthersEyes(PolicyVersion version, Actor approver, ApprovalRule rule) {
        if (Stream.of(version.author(), version.submitter()).anyMatch(approver.name()::equals)) {
            throw new Conflict("refusal.own-version", version.name(), approver.name());
        }
        if (version.approvals().stream()
                .anyMatch(approval -> approval.approver().equals(approver.name()))) {
            throw new Conflict("refusal.approved-before", version.name(), approver.name());
        }
        if (rule.group() != null && !approver.groups().contains(rule.group())) {
            throw new Conflict("refusal.approver-group", version.name(), rule.group());
        }
    }

    /** Sends it back. */
    public PolicyVersion reject(String policy, int number, String reason, Actor approver) {
        return move(policy, number, PolicyStage.REJECTED, PolicyEvents.REJECTED, reason, approver);
    }

    /** Takes it back before it is live. */
    public PolicyVersion withdraw(String policy, int number, String reason, Actor actor) {
        return move(policy, number, PolicyStage.WITHDRAWN, PolicyEvents.WITHDRAWN, reason, actor);
    }

    private PolicyVersion move(String policy, int number, PolicyStage stage, String type, String reason, Actor actor) {
        String why = Reasons.required(reason);
        return change(policy, number, found -> {
            found.stage().require(stage, found.name());
            return VersionDrafts.about(found, type, actor.name(), why, Map.of());
        });
    }

    /**
     * Lets an approved version go live at a moment.
     *
     * @param until when the version before it returns; absent for good
     * @throws Refusal when the moments lie in the past or in the wrong order
     * @throws Conflict when another version of the policy is scheduled for the same time
     */
    public PolicyVersion schedule(
            String policy, int number, Instant from, @Nullable Instant until, String reason, Actor actor) {
        String why = Reasons.required(reason);
        if (!from.isAfter(clock.instant())) {
            throw new Refusal("refusal.moment-past", from);
        }
        if (until != null && !until.isAfter(from)) {
            throw new Refusal("refusal.moment-order", from, until);
        }
        return change(policy, number, found -> {
            found.stage().require(PolicyStage.SCHEDULED, found.name());
            catalogue.versions(policy).stream()
                    .filter(other -> isPlanned(other) && overlap(other, from, until))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new Conflict("refusal.scheduled-twice", found.name(), other.name());
                    });
            Map<String, Object> details = new HashMap<>(Map.of("from", from.toString()));
            if (until != null) {
                details.put("until", until.toString());
            }
            return VersionDrafts.about(found, PolicyEvents.SCHEDULED, actor.name(), why, details);
        });
    }

    /** Whether it waits for its time, or is live for a time. */
    private static boolean isPlanned(PolicyVersion version) {
        return version.stage() == PolicyStage.SCHEDULED
                || (version.stage() == PolicyStage.LIVE && version.until() != null);
    }

    /** Whether one would begin while the other, which has an end, still lasts; or both begin at once. */
    private static boolean overlap(PolicyVersion other, Instant from, @Nullable Instant until) {
        Instant otherFrom = Objects.requireNonNull(other.from());
        return otherFrom.equals(from) || within(otherFrom, from, until) || within(from, otherFrom, other.until());
    }

    private static boolean within(Instant moment, Instant from, @Nullable Instant until) {
        return until != null && !moment.isBefore(from) && moment.isBefore(until);
    }

    private interface Step {
        LedgerDraft from(PolicyVersion version);
    }

    private PolicyVersion change(String policy, int number, Step step) {
        ledger.enter(() -> step.from(catalogue.version(policy, number)));
        return catalogue.version(policy, number);
    }

    /** Says who has to approve versions of a policy from now on. */
    public ApprovalRule rule(String policy, ApprovalRule rule, String reason, Actor administrator) {
        String why = Reasons.required(reason);
        if (rule.approvers() < 1 || rule.approvers() > 2) {
            throw new Refusal("refusal.approvers", rule.approvers());
        }
        if (rule.group() != null && !Actor.isName(rule.group())) {
            throw new Refusal("refusal.user-name", rule.group());
        }
        ledger.enter(() -> {
            if (catalogue.versions(policy).isEmpty()) {
                throw new NotFound("refusal.no-policy", policy);
            }
            Map<String, Object> payload = new HashMap<>(Map.of("policy", policy, "approvers", rule.approvers()));
            if (rule.group() != null) {
                payload.put("group", rule.group());
            }
            return new LedgerDraft(administrator.name(), PolicyEvents.APPROVAL_RULE, policy, why, payload);
        });
        return catalogue.approvalRule(policy);
    }

    /** The bytes of a version, as they were handed in. */
    public PolicySource workbook(PolicyVersion version) {
        return workbooks.load(version.sha256(), version.fileName());
    }
}
