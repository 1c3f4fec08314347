package io.gradus.app.run;

/** Why a run failed. */
public enum RunFailure {
    /** A policy or the vocabulary changed while the run was interrupted; to go on would mix two versions in one run. */
    POLICY_CHANGED,
    /** A fault; the log tells which. */
    UNEXPECTED
}
