package io.gradus.proof;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of this module in English and Chinese. */
final class Messages {

    private final ResourceBundle bundle;

    private Messages(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    static Messages in(Locale locale) {
        return new Messages(ResourceBundle.getBundle(
                "io.gradus.proof.messages",
                ours(locale),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /** Chinese without a region is simplified; with the script or a region that writes so, traditional. */
    private static Locale ours(Locale locale) {
        if (!locale.getLanguage().equals("zh")) {
            return Locale.ROOT;
        }
        boolean traditional = locale.getScript().equals("Hant")
                || locale.getCountry().equals("TW")
                || locale.getCountry().equals("HK");
        return traditional ? Locale.TRADITIONAL_CHINESE : Locale.SIMPLIFIED_CHINESE;
    }

    /** Numbers are given as texts, so that no language groups the digits of a sequence number. */
    String text(String key, Object... places) {
        return MessageFormat.format(bundle.getString(key), places);
    }
}
