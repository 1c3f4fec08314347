package io.gradus.app.shared;

/** What a user is here to do. A user may have several roles. */
public enum Role {
    /** Hands in workbooks and submits them. */
    ANALYST,
    /** Approves or rejects what others submitted. */
    APPROVER,
    /** Imports, runs, schedules and publishes what was approved. */
    OPERATOR,
    /** Reads everything and changes nothing. */
    AUDITOR,
    /** Keeps users, their roles and the approval rules. */
    ADMINISTRATOR
}
