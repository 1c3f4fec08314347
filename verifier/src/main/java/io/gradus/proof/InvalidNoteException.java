package io.gradus.proof;

/** A text that is no key, signed note or checkpoint, or one whose signatures do not hold; the message says why. */
public class InvalidNoteException extends RuntimeException {

    public InvalidNoteException(String message) {
        super(message);
    }

    /** Never without a message. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
