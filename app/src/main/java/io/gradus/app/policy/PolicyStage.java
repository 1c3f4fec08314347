package io.gradus.app.policy;

import io.gradus.app.shared.Conflict;
import java.util.Set;

/** The life of a policy version. */
public enum PolicyStage {
    /** Handed in; its author may still think better of it. */
    DRAFT,
    /** Waits for those who approve. */
    SUBMITTED,
    /** May go live. */
    APPROVED,
    /** Goes live at its time. */
    SCHEDULED,
    /** Decides. */
    LIVE,
    /** Decided until another version took its place. */
    RETIRED,
    /** Sent back by an approver. */
    REJECTED,
    /** Taken back before it went live. */
    WITHDRAWN;

    private Set<PolicyStage> next() {
        return switch (this) {
            case DRAFT -> Set.of(SUBMITTED, WITHDRAWN);
            case SUBMITTED -> Set.of(APPROVED, REJECTED, WITHDRAWN);
            case APPROVED -> Set.of(SCHEDULED, LIVE, WITHDRAWN);
            case SCHEDULED -> Set.of(APPROVED, LIVE, WITHDRAWN); // approved again where it could not go live
            case LIVE -> Set.of(RETIRED);
            case RETIRED -> Set.of(LIVE); // a rollback makes an earlier version live again
            case REJECTED, WITHDRAWN -> Set.of();
        };
    }

    public boolean canMoveTo(PolicyStage stage) {
        return next().contains(stage);
    }

    /** @throws Conflict when that does not follow this stage */
    void require(PolicyStage stage, String version) {
        if (!canMoveTo(stage)) {
            throw new Conflict("refusal.stage", version, this, stage);
        }
    }
}
