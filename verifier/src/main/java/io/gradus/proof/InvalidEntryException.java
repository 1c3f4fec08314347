package io.gradus.proof;

/** Bytes or values that are no ledger entry; the message says why. */
public class InvalidEntryException extends RuntimeException {

    public InvalidEntryException(String message) {
        super(message);
    }
}
