package io.gradus.rules;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/** The texts of one message bundle in one language; English where the language is none of ours. */
public final class Messages {

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle bundle;
    private final Locale locale;

    private Messages(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /** Bundles are named by base name, on the class path of the anchor's module. */
    public static Messages of(Class<?> anchor, String baseName, Locale locale) {
        Locale language = ours(locale);
        return new Messages(
                ResourceBundle.getBundle(baseName, language, anchor.getClassLoader(), NO_FALLBACK), language);
    }

    static Messages findings(Locale locale) {
        return of(Messages.class, "io.gradus.rules.findings", locale);
    }

    static Messages repairs(Locale locale) {
        return of(Messages.class, "io.gradus.rules.repairs", locale);
    }

    static Messages words(Locale locale) {
        return of(Messages.class, "io.gradus.rules.words", locale);
    }

    /** The text of that key with its arguments filled in; empty when there is none. */
    Optional<String> find(String key, Object... arguments) {
        return bundle.containsKey(key) ? Optional.of(format(key, arguments)) : Optional.empty();
    }

    /** The text of that key with its arguments filled in; numbers are shown as they are, without grouping, and what cannot be seen is escaped. */
    public String format(String key, Object... arguments) {
        Object[] texts = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            texts[i] = ShownText.of(String.valueOf(arguments[i]));
        }
        return new MessageFormat(bundle.getString(key), locale).format(texts);
    }

    private static Locale ours(Locale locale) {
        if (!locale.getLanguage().equals("zh")) {
            return Locale.ROOT;
        }
        return new Labels("", "CN", "TW").in(locale).equals("TW")
                ? Locale.TRADITIONAL_CHINESE
                : Locale.SIMPLIFIED_CHINESE;
    }
}
