package io.gradus.rules.workbook;

import io.gradus.rules.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of reading a file: a workbook, or every reason why not. */
public sealed interface WorkbookReading {

    List<Finding> findings();

    /** The file is a workbook; findings are warnings only. */
    record Succeeded(PolicyWorkbook workbook, List<Finding> findings) implements WorkbookReading {
        public Succeeded {
            findings = List.copyOf(findings);
        }
    }

    /**
     * The file is no workbook that can decide.
     *
     * @param part what could be read all the same; absent where there is no table
     */
    record Rejected(List<Finding> findings, @Nullable PartlyRead part) implements WorkbookReading {
        public Rejected {
            findings = List.copyOf(findings);
        }

        /** A file of which nothing could be read. */
        public Rejected(List<Finding> findings) {
            this(findings, null);
        }
    }
}
