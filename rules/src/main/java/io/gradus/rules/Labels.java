package io.gradus.rules;

import java.util.Locale;
import java.util.function.Function;

/** One text in the three languages of the product. */
public record Labels(String en, String zhCn, String zhTw) implements Phrase {

    /** The text that a function makes of each language's own. */
    public static Labels of(Function<Locale, String> text) {
        return new Labels(
                text.apply(Locale.ENGLISH),
                text.apply(Locale.SIMPLIFIED_CHINESE),
                text.apply(Locale.TRADITIONAL_CHINESE));
    }

    /** The traditional Chinese text for zh-TW, zh-HK and Hant, the simplified one for other Chinese, else English. */
    @Override
    public String in(Locale locale) {
        if (!locale.getLanguage().equals("zh")) {
            return en;
        }
        boolean traditional = locale.getScript().equals("Hant")
                || locale.getCountry().equals("TW")
                || locale.getCountry().equals("HK");
        return traditional ? zhTw : zhCn;
    }
}
