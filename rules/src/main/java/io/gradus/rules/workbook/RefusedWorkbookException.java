package io.gradus.rules.workbook;

import io.gradus.rules.Finding;

/** A workbook that is not read on; the reader turns it into its finding. */
final class RefusedWorkbookException extends RuntimeException {

    private final transient Finding finding;

    RefusedWorkbookException(Finding finding) {
        super(finding.toString(), null, false, false);
        this.finding = finding;
    }

    Finding finding() {
        return finding;
    }
}
