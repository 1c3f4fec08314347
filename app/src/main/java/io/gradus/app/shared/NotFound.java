package io.gradus.app.shared;

/** What was asked for does not exist. */
public class NotFound extends Refusal {

    public NotFound(String code, Object... arguments) {
        super(code, arguments);
    }
}
