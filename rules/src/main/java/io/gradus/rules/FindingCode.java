package io.gradus.rules;

/** Every kind of finding; its message stands under the same name in the bundle {@code findings}. */
public enum FindingCode {
    FILE_UNREADABLE(Severity.ERROR),
    FILE_TYPE_UNKNOWN(Severity.ERROR),
    FILE_TOO_LARGE(Severity.ERROR),
    FILE_NOT_UTF8(Severity.ERROR),
    CSV_UNREADABLE(Severity.ERROR),
    FILE_ENCRYPTED(Severity.ERROR),

    RULE_TABLE_MISSING(Severity.ERROR),
    KEYWORD_REFUSED(Severity.ERROR),
    KEYWORD_VALUE_REFUSED(Severity.ERROR),
    PRIORITY_REFUSED(Severity.ERROR),
    IMPORT_REFUSED(Severity.ERROR),
    PATTERN_REFUSED(Severity.ERROR),
    SNIPPET_REFUSED(Severity.ERROR),
    CONDITION_REFUSED(Severity.ERROR),
    ACTION_REFUSED(Severity.ERROR),
    COLUMN_KIND_REFUSED(Severity.ERROR),
    CONDITION_MISSING(Severity.ERROR),
    ACTION_MISSING(Severity.ERROR),
    ROWS_MISSING(Severity.ERROR),
    FIELD_UNKNOWN(Severity.ERROR),
    FIELD_NOT_ORDERED(Severity.ERROR),

    NOT_A_NUMBER(Severity.ERROR),
    NOT_A_WHOLE_NUMBER(Severity.ERROR),
    NOT_A_DATE(Severity.ERROR),
    NOT_A_TRUTH(Severity.ERROR),
    CELL_ERROR(Severity.ERROR),
    CHOICE_UNKNOWN(Severity.ERROR),
    RANGE_ENDS_UNMARKED(Severity.ERROR),
    RANGE_EMPTY(Severity.ERROR),
    PERCENT_MISPLACED(Severity.ERROR),
    UNIT_MISPLACED(Severity.ERROR),
    END_CONTRADICTS(Severity.ERROR),
    COMMA_AMBIGUOUS(Severity.ERROR),
    LIST_ITEM_EMPTY(Severity.ERROR),
    TEXT_REFUSED(Severity.ERROR),
    OUTCOME_UNKNOWN(Severity.ERROR),
    OUTCOME_MISSING(Severity.ERROR),
    OUTCOME_TWICE(Severity.ERROR),

    POLICY_SHEET_MISSING(Severity.WARNING),
    POLICY_ENTRY_MISSING(Severity.ERROR),
    POLICY_ID_REFUSED(Severity.ERROR),
    HIT_POLICY_UNKNOWN(Severity.ERROR),
    OUTCOMES_MISSING(Severity.ERROR),
    OUTCOME_CODE_REFUSED(Severity.ERROR),

    TESTS_SHEET_MISSING(Severity.WARNING),
    TESTS_HEADER_MISSING(Severity.ERROR),
    SCENARIO_FAILED(Severity.ERROR),

    DRL_SYNTAX(Severity.ERROR),
    DRL_REFUSED(Severity.ERROR),
    DRL_CONDITIONS_REFUSED(Severity.ERROR),
    DRL_PACKAGE_REFUSED(Severity.ERROR),
    DRL_BACKSLASH(Severity.ERROR),
    DRL_NEGATIVE(Severity.ERROR),
    DRL_DECIMAL_EQUALS(Severity.ERROR),
    DRL_ACTION_REFUSED(Severity.ERROR),
    DRL_MAYBE_ABSENT(Severity.ERROR),
    DRL_TOO_DEEP(Severity.ERROR),
    COLUMN_TWICE(Severity.ERROR),
    NATIVE_TABLE_UNREADABLE(Severity.ERROR),
    TABLE_NOT_ANALYSED(Severity.WARNING),
    FIRST_ROW_DECIDES(Severity.WARNING),
    DRL_VALUE_REFUSED(Severity.ERROR),
    DRL_NO_RULE(Severity.ERROR),
    RULE_NOT_COMPILED(Severity.ERROR),

    POLICIES_IN_A_CIRCLE(Severity.ERROR),
    FIELD_COMPUTED_TWICE(Severity.ERROR),
    POLICY_ID_TWICE(Severity.ERROR),

    VOCABULARY_NOT_A_LIST(Severity.ERROR),
    VOCABULARY_UNREADABLE(Severity.ERROR),
    VOCABULARY_SHAPE(Severity.ERROR),
    VOCABULARY_KEY_UNKNOWN(Severity.ERROR),
    VOCABULARY_VALUE_REFUSED(Severity.ERROR),
    VOCABULARY_KEY_MISSING(Severity.ERROR),
    VOCABULARY_NAME(Severity.ERROR),
    VOCABULARY_NAME_RESERVED(Severity.ERROR),
    VOCABULARY_NAME_TAKEN(Severity.ERROR),
    VOCABULARY_TYPE_MISSING(Severity.ERROR),
    VOCABULARY_PATH(Severity.ERROR),
    VOCABULARY_PATH_OF_DERIVED(Severity.ERROR),
    VOCABULARY_CHOICES(Severity.ERROR),
    VOCABULARY_CHOICE(Severity.ERROR),
    VOCABULARY_AS_OF(Severity.ERROR),
    VOCABULARY_NOT_AS_OF(Severity.ERROR),
    VOCABULARY_DATE_WANTED(Severity.ERROR),
    VOCABULARY_NUMBER_WANTED(Severity.ERROR);

    private final Severity severity;

    FindingCode(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }
}
