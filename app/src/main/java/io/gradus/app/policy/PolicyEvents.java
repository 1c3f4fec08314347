package io.gradus.app.policy;

/** The types of ledger entries that are about policies. */
final class PolicyEvents {

    static final String SHIPPED = "policy.shipped";
    static final String UPLOADED = "policy.uploaded";
    static final String SUBMITTED = "policy.submitted";
    static final String APPROVED = "policy.approved";
    static final String REJECTED = "policy.rejected";
    static final String WITHDRAWN = "policy.withdrawn";
    static final String SCHEDULED = "policy.scheduled";
    static final String NOT_PUBLISHED = "policy.not-published";
    static final String NOT_ENDED = "policy.not-ended";
    static final String APPROVAL_RULE = "policy.approval-rule";
    static final String RELEASED = "release.published";

    private PolicyEvents() {}
}
