package io.gradus.app.policy;

import io.gradus.app.shared.Refusal;

/** The reasons that people give. */
final class Reasons {

    private static final int MAXIMUM = 2000;

    private Reasons() {}

    /** @throws Refusal when it is blank or too long */
    static String required(String reason) {
        if (reason.isBlank()) {
            throw new Refusal("refusal.reason-missing");
        }
        return optional(reason);
    }

    /** @throws Refusal when it is too long */
    static String optional(String text) {
        if (text.length() > MAXIMUM) {
            throw new Refusal("refusal.reason-long", text.length(), MAXIMUM);
        }
        return text.strip();
    }
}
