package io.gradus.app.shared;

import io.gradus.rules.Messages;
import java.util.Locale;

/** The product's texts for people, in English, simplified and traditional Chinese. */
public final class Texts {

    private Texts() {}

    /** The texts in the language of the locale; English where it is none of ours. */
    public static Messages in(Locale locale) {
        return Messages.of(Texts.class, "io.gradus.app.messages", locale);
    }
}
