package io.gradus.app.shared;

/** The asker may not do this, whatever else is right about it. */
public class NotAllowed extends Refusal {

    public NotAllowed(String code, Object... arguments) {
        super(code, arguments);
    }
}
