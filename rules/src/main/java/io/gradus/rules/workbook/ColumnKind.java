package io.gradus.rules.workbook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What Drools lets a column of a decision table hold, and what becomes of it here. */
enum ColumnKind {
    CONDITION("CONDITION", "C", true),
    ACTION("ACTION", "A", true),
    NAME("NAME", "N", true),
    DESCRIPTION("DESCRIPTION", "I", true),
    PRIORITY("PRIORITY", "P", true),
    ACTIVATION_GROUP("ACTIVATION-GROUP", "X", true),
    XOR_GROUP("XOR-GROUP", "X", true),
    ENABLED("ENABLED", "B", true),
    /** Without effect, since no action here changes what conditions see. */
    NO_LOOP("NO-LOOP", "U", true),
    /** The older name of {@link #NO_LOOP}. */
    UNLOOP("UNLOOP", "U", true),
    /** Without effect. */
    METADATA("METADATA", "@", true),
    DURATION("DURATION", "D", false),
    TIMER("TIMER", "T", false),
    CALENDARS("CALENDARS", "E", false),
    LOCK_ON_ACTIVE("LOCK-ON-ACTIVE", "L", false),
    AUTO_FOCUS("AUTO-FOCUS", "F", false),
    AGENDA_GROUP("AGENDA-GROUP", "G", false),
    RULEFLOW_GROUP("RULEFLOW-GROUP", "R", false),
    DATE_EFFECTIVE("DATE-EFFECTIVE", "V", false),
    DATE_EXPIRES("DATE-EXPIRES", "Z", false);

    private final String header;
    private final String letter;
    private final boolean honoured;

    ColumnKind(String header, String letter, boolean honoured) {
        this.header = header;
        this.letter = letter;
        this.honoured = honoured;
    }

    /** The kind that a heading means, by its word or its letter; Drools reads any case. */
    static Optional<ColumnKind> of(String heading) {
        String word = heading.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.header.equals(word) || kind.letter.equals(word))
                .findFirst();
    }

    String header() {
        return header;
    }

    /** Whether a table may use it. */
    boolean isHonoured() {
        return honoured;
    }

    /** Drools lets these stand above a table too, for all rules of the sheet. */
    boolean isAttribute() {
        return this != CONDITION && this != ACTION && this != NAME && this != DESCRIPTION && this != METADATA;
    }
}
