package io.gradus.rules;

import java.util.Locale;

/** One text in the three languages of the product. */
public record Labels(String en, String zhCn, String zhTw) {

    /** The traditional Chinese text for zh-TW, zh-HK and Hant, the simplified one for other Chinese, else English. */
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
