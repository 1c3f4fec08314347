package io.gradus.app.policy;

import io.gradus.app.policy.WorkbookExaminer.Examined;
import io.gradus.app.shared.Refusal;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.analysis.PolicyDiff;
import io.gradus.rules.workbook.PolicyWorkbook;
import io.gradus.rules.workbook.WorkbookAnnotator;
import io.gradus.rules.workbook.WorkbookLimits;
import io.gradus.rules.workbook.WorkbookReader;
import io.gradus.rules.workbook.WorkbookReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Looks at workbooks that somebody hands in, beside the policies that decide now. Nothing is stored. */
@Component
public class WorkbookChecks {

    private final Vocabulary vocabulary;
    private final WorkbookLimits limits;
    private final WorkbookExaminer examiner;
    private final CurrentRelease current;

    WorkbookChecks(Vocabulary vocabulary, WorkbookLimits limits, WorkbookExaminer examiner, CurrentRelease current) {
        this.vocabulary = vocabulary;
        this.limits = limits;
        this.examiner = examiner;
        this.current = current;
    }

    /** What is wrong with a source or doubtful about it, and what its scenarios show. */
    public List<Finding> check(PolicySource source) {
        return examine(source).findings();
    }

    Examined examine(PolicySource source) {
        return examiner.examine(source, current.release().policies());
    }

    /** All findings; no scenario is asked for of a row that can never decide. */
    static List<Finding> together(List<Finding> read, List<Finding> tested) {
        List<Finding> all = new ArrayList<>(read);
        tested.stream()
                .filter(finding -> finding.code() != FindingCode.ROW_UNTESTED
                        || read.stream()
                                .noneMatch(other -> other.code() == FindingCode.ROW_DEAD
                                        && other.place().equals(finding.place())))
                .forEach(all::add);
        return all;
    }

    /**
     * The file itself with its findings written into it.
     *
     * @throws Refusal when it is no workbook that can be opened
     */
    public byte[] annotate(PolicySource source, Locale locale) {
        return annotated(source, check(source), limits, locale);
    }

    static byte[] annotated(PolicySource source, List<Finding> findings, WorkbookLimits limits, Locale locale) {
        if (!WorkbookAnnotator.canAnnotate(source)) {
            throw new Refusal("refusal.annotate-type", source.fileName());
        }
        return WorkbookAnnotator.annotate(source, findings, limits, locale)
                .orElseThrow(() -> new InvalidPolicyException(source.fileName(), findings));
    }

    /**
     * What the newer of two workbooks says otherwise.
     *
     * @throws Refusal when one of them cannot be read
     */
    public PolicyDiff diff(PolicySource older, PolicySource newer) {
        return diff(older, newer, vocabulary, limits);
    }

    static PolicyDiff diff(PolicySource older, PolicySource newer, Vocabulary vocabulary, WorkbookLimits limits) {
        WorkbookReader reader = new WorkbookReader(vocabulary, limits);
        return PolicyDiff.of(read(reader, older), read(reader, newer));
    }

    private static PolicyWorkbook read(WorkbookReader reader, PolicySource source) {
        if (source.isDrl()) {
            throw new Refusal("refusal.no-table", source.fileName());
        }
        WorkbookReading reading = reader.read(source);
        if (reading instanceof WorkbookReading.Succeeded succeeded) {
            return succeeded.workbook();
        }
        throw new InvalidPolicyException(source.fileName(), reading.findings());
    }
}
