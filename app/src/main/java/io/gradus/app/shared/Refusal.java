package io.gradus.app.shared;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Something asked for cannot be done, by the asker's doing. It carries a code with a message in three languages, what was
 * found and what is allowed; nothing has been changed.
 */
public class Refusal extends RuntimeException {

    private final String code;
    private final List<String> arguments;

    /** @param code a key of the bundle {@code messages} that starts with {@code refusal.} */
    public Refusal(String code, Object... arguments) {
        super(code + " " + Arrays.toString(arguments));
        this.code = code;
        this.arguments = Arrays.stream(arguments).map(String::valueOf).toList();
    }

    public String code() {
        return code;
    }

    /** The message for a person. */
    public String message(Locale locale) {
        return Texts.in(locale).format(code, arguments.toArray());
    }
}
