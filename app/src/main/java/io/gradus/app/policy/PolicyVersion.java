package io.gradus.app.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One workbook of a policy as it was handed in; its bytes never change.
 *
 * @param number counts from 1 within the policy
 * @param sha256 of the bytes, lower-case hex
 * @param reason why the author handed it in
 * @param base the version that the author had changed, 0 when there was none
 * @param submitter who submitted it; absent before that
 * @param acceptance why its warnings are accepted, in the submitter's words; empty where there are none
 * @param from when it goes or went live by schedule
 * @param until when the version before it returns
 */
public record PolicyVersion(
        String policy,
        int number,
        String sha256,
        String fileName,
        String author,
        String reason,
        Instant uploadedAt,
        int base,
        Examination examination,
        PolicyStage stage,
        @Nullable String submitter,
        String acceptance,
        List<Approval> approvals,
        @Nullable Instant from,
        @Nullable Instant until) {

    /** What was found when it was handed in, and what its scenarios showed. */
    public record Examination(List<FindingNote> findings, int scenariosPassed, int scenariosFailed) {

        public Examination {
            findings = List.copyOf(findings);
        }

        public long errors() {
            return findings.stream().filter(FindingNote::isError).count();
        }

        public long warnings() {
            return findings.size() - errors();
        }
    }

    /** A finding as the ledger keeps it. */
    public record FindingNote(String code, String severity, String place, String message) {

        boolean isError() {
            return severity.equals("ERROR");
        }

        Map<String, Object> payload() {
            return Map.of("code", code, "severity", severity, "place", place, "message", message);
        }

        static FindingNote of(Map<?, ?> payload) {
            return new FindingNote(
                    String.valueOf(payload.get("code")),
                    String.valueOf(payload.get("severity")),
                    String.valueOf(payload.get("place")),
                    String.valueOf(payload.get("message")));
        }
    }

    /** Somebody approved exactly these bytes. */
    public record Approval(String approver, Instant at, String reason) {}

    public PolicyVersion {
        approvals = List.copyOf(approvals);
    }

    /** As the ledger and people name it: {@code customer-value/3}. */
    public String name() {
        return name(policy, number);
    }

    static String name(String policy, int number) {
        return policy + "/" + number;
    }

    PolicyVersion at(PolicyStage now) {
        return with(now, submitter, acceptance, approvals, from, until);
    }

    PolicyVersion submitted(String by, String accepted) {
        return with(PolicyStage.SUBMITTED, by, accepted, approvals, from, until);
    }

    PolicyVersion approved(List<Approval> by, PolicyStage now) {
        return with(now, submitter, acceptance, by, from, until);
    }

    PolicyVersion scheduled(@Nullable Instant start, @Nullable Instant end, PolicyStage now) {
        return with(now, submitter, acceptance, approvals, start, end);
    }

    /** What happens to a version; all else of it never changes. */
    private PolicyVersion with(
            PolicyStage now,
            @Nullable String submittedBy,
            String accepted,
            List<Approval> by,
            @Nullable Instant start,
            @Nullable Instant end) {
        return new PolicyVersion(
                policy,
                number,
                sha256,
                fileName,
                author,
                reason,
                uploadedAt,
                base,
                examination,
                now,
                submittedBy,
                accepted,
                by,
                start,
                end);
    }
}
