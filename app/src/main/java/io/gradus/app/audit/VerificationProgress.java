package io.gradus.app.audit;

/** Is told how far a verification has come. */
public interface VerificationProgress {

    /** Wants to know nothing. */
    VerificationProgress NONE = (step, done) -> {};

    /** What is being verified. */
    enum Step {
        /** The ledger, entry by entry. */
        ENTRIES,
        /** The decisions of each finished run against its entry. */
        RUNS,
        /** Whether each decision is of a run that is known. */
        DECISIONS,
        /** The tiers of each customer against the decisions that brought them. */
        TIERS
    }

    /** @param done so many entries, decisions or customers of the step */
    void at(Step step, long done);
}
