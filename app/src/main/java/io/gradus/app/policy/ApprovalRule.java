package io.gradus.app.policy;

import org.jspecify.annotations.Nullable;

/**
 * Who has to approve the versions of a policy.
 *
 * @param approvers how many different people, 1 or 2
 * @param group the group they must belong to; absent where any approver will do
 */
public record ApprovalRule(int approvers, @Nullable String group) {

    /** One approver, whoever. */
    public static final ApprovalRule ONE = new ApprovalRule(1, null);
}
