package io.gradus.rules;

import java.util.Locale;

/** Part of a message that reads differently in each of the three languages. */
public interface Phrase {

    String in(Locale locale);
}
