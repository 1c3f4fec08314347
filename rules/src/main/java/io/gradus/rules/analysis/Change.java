package io.gradus.rules.analysis;

import io.gradus.rules.Phrase;
import io.gradus.rules.Place;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is otherwise in a newer version of a workbook.
 *
 * @param subject the outcome of the row concerned, or the entry or scenario
 * @param what the field or action concerned, may be empty
 * @param before the old value as plain cell text, may be empty
 * @param after the new value as plain cell text, may be empty
 * @param oldPlace where it stood; absent for what is new
 * @param newPlace where it stands; absent for what is gone
 * @param words the change in the words of a language
 */
public record Change(
        Kind kind,
        String subject,
        String what,
        String before,
        String after,
        @Nullable Place oldPlace,
        @Nullable Place newPlace,
        Phrase words) {

    /** What kind of thing has changed. */
    public enum Kind {
        ROW_ADDED,
        ROW_REMOVED,
        ROW_MOVED,
        CONDITION,
        OUTCOME,
        ACTION,
        NOTE,
        ENTRY,
        SCENARIO_ADDED,
        SCENARIO_REMOVED,
        SCENARIO_CHANGED
    }

    /** The change for a person. */
    public String message(Locale locale) {
        return words.in(locale);
    }
}
