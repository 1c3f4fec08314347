package io.gradus.app.shared;

/** What was asked for cannot be done in the present state; somebody or something has to change first. */
public class Conflict extends Refusal {

    public Conflict(String code, Object... arguments) {
        super(code, arguments);
    }
}
