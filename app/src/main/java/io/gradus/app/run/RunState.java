package io.gradus.app.run;

import java.util.Set;

/** The life of a run. */
public enum RunState {
    RUNNING,
    FINISHED,
    FAILED;

    private Set<RunState> next() {
        return switch (this) {
            case RUNNING -> Set.of(FINISHED, FAILED);
            case FINISHED, FAILED -> Set.of();
        };
    }

    RunState moveTo(RunState state) {
        if (!next().contains(state)) {
            throw new IllegalStateException("a run that is " + this + " cannot become " + state);
        }
        return state;
    }
}
