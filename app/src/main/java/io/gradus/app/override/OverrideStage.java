package io.gradus.app.override;

import io.gradus.app.shared.Conflict;

/** The life of a proposal to set an outcome by hand. */
public enum OverrideStage {
    /** Waits for somebody else's approval. */
    PROPOSED,
    /** In force until its last day, or until another one takes its place. */
    APPROVED,
    /** Sent back by an approver. */
    REJECTED,
    /** Taken back before anybody approved. */
    WITHDRAWN;

    /** @throws Conflict unless it waits for an answer, which every proposal gets once */
    void requireOpen(long number) {
        if (this != PROPOSED) {
            throw new Conflict("refusal.override-answered." + this, number);
        }
    }
}
