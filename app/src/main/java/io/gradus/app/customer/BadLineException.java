package io.gradus.app.customer;

/** Thrown while one line is read, and turned into the {@link BadLine} it carries before the next. */
final class BadLineException extends RuntimeException {

    private final transient BadLine badLine;

    BadLineException(BadLine badLine) {
        super(badLine.reason(), null, false, false);
        this.badLine = badLine;
    }

    BadLine badLine() {
        return badLine;
    }
}
