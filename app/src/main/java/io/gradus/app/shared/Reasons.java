package io.gradus.app.shared;

/** The reasons that people give; they stay for ever, so they are short and plain. */
public final class Reasons {

    private static final int MAXIMUM = 2000;

    private Reasons() {}

    /** @throws Refusal when it is blank, too long or no plain text */
    public static String required(String reason) {
        if (reason.isBlank()) {
            throw new Refusal("refusal.reason-missing");
        }
        return optional(reason);
    }

    /** @throws Refusal when it is too long or no plain text */
    public static String optional(String text) {
        if (text.length() > MAXIMUM) {
            throw new Refusal("refusal.reason-long", text.length(), MAXIMUM);
        }
        if (text.codePoints().anyMatch(Reasons::isOdd)) {
            throw new Refusal("refusal.reason-odd");
        }
        return text.strip();
    }

    /** Control characters besides line ends and tabs, and halves of characters. */
    private static boolean isOdd(int character) {
        boolean space = character == '\n' || character == '\r' || character == '\t';
        return (Character.isISOControl(character) && !space) || Character.getType(character) == Character.SURROGATE;
    }
}
