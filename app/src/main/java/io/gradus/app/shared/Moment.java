package io.gradus.app.shared;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads moments, written in ISO 8601 with an offset: 2026-06-30T08:00:00+08:00 or 2026-06-30T00:00:00Z. */
public final class Moment {

    private Moment() {}

    /**
     * The same for what may be absent.
     *
     * @throws Refusal when it is no moment of the years 1 to 9999
     */
    public static @Nullable Instant optional(String name, @Nullable String text) {
        return text == null ? null : of(name, text);
    }

    /**
     * @param name what the asker calls it
     * @throws Refusal when it is absent or no moment of the years 1 to 9999
     */
    public static Instant of(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new Refusal("refusal.moment-missing", name);
        }
        OffsetDateTime moment;
        try {
            moment = OffsetDateTime.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw new Refusal("refusal.moment", name, text);
        }
        if (moment.getYear() < 1 || moment.getYear() > 9999) {
            throw new Refusal("refusal.moment", name, text);
        }
        return moment.toInstant();
    }
}
