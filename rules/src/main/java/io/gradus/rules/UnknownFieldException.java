package io.gradus.rules;

/** A field was asked for that the vocabulary does not have. */
public class UnknownFieldException extends RuntimeException {

    private final String field;

    UnknownFieldException(String field) {
        super("the vocabulary has no field " + field);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
