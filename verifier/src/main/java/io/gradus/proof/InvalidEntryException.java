package io.gradus.proof;

/** Bytes or values that are no ledger entry; the message says why. */
public class InvalidEntryException extends RuntimeException {

    public InvalidEntryException(String message) {
        super(message);
    }

    /** Never without a message. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
