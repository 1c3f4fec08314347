package io.gradus.app.shared;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting of this deployment as it is in force.
 *
 * @param name as configuration files have it, such as {@code gradus.workbook.cells}
 * @param value in force, without passwords; absent where nothing is set
 * @param standard the value where nothing is told; absent where there is none
 * @param place where exactly it was told, such as a file with its line or the name of an environment variable; absent for
 *     defaults
 */
public record Setting(
        String name,
        @Nullable String value,
        @Nullable String standard,
        Source source,
        @Nullable String place) {

    /** Where a value came from; what stands further down wins over what stands above. */
    public enum Source {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        ARGUMENT;

        /** The word for it in a message bundle. */
        public String in(Locale locale) {
            return Texts.in(locale).format("setting." + name());
        }
    }
}
