package io.gradus.proof;

import java.util.Locale;

/** A file that is no evidence, or too large to be looked into. */
public class UnusableEvidenceException extends Exception {

    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final String detail;

    /** Why. */
    enum Reason {
        NOT_A_FILE,
        NOT_A_ZIP,
        DAMAGED,
        TOO_LARGE,
        NAME_NOT_ALLOWED,
        NAME_TWICE,
        NO_EVIDENCE
    }

    UnusableEvidenceException(Reason reason, String detail) {
        super(reason + " " + detail);
        this.reason = reason;
        this.detail = detail;
    }

    /** The reason in words. */
    public String text(Locale locale) {
        return Messages.in(locale).text("unusable." + reason.name(), detail);
    }
}
