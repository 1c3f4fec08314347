package io.gradus.rules.workbook;

import java.util.List;

/**
 * A workbook with errors, as far as it could be read: cells that could not be are blank in it.
 *
 * @param unread columns and tables of which no cell was read
 * @param outcomesRead whether all outcomes are known
 * @param hitPolicyRead whether it is known which row decides
 */
public record PartlyRead(PolicyWorkbook workbook, List<Unread> unread, boolean outcomesRead, boolean hitPolicyRead) {

    public PartlyRead {
        unread = List.copyOf(unread);
    }
}
