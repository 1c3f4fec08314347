package io.gradus.app.policy;

import io.gradus.app.shared.Conflict;

/** Somebody changed a version that is not the latest any more. */
public class OutdatedBase extends Conflict {

    private final String policy;
    private final int base;
    private final int latest;

    OutdatedBase(String policy, int base, int latest) {
        super("refusal.outdated-base", policy, base, latest);
        this.policy = policy;
        this.base = base;
        this.latest = latest;
    }

    public String policy() {
        return policy;
    }

    public int base() {
        return base;
    }

    public int latest() {
        return latest;
    }
}
