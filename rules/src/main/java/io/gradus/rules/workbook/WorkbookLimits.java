package io.gradus.rules.workbook;

import java.time.Duration;

/**
 * How much a workbook file may ask of the machine that reads and compiles it. A file that asks for more is refused with a
 * finding.
 *
 * @param fileBytes of the file as it comes
 * @param unpackedBytes of all its parts together, unpacked, and of all texts its cells show
 * @param ratio of unpacked bytes to bytes of the file, beyond the first MiB
 * @param parts entries of the zip archive that an .xlsx file is
 * @param nodes elements and attributes in the XML of all parts together; what POI makes much of, such as a row, counts as ten
 * @param cells in all sheets together
 * @param rows the last row that may hold something
 * @param columns the last column that may hold something, counted from 1
 * @param cellCharacters of the text in one cell
 * @param time that the reading thread may compute, from the first byte to the typed model; waiting does not count
 * @param conditions cells that ask something, in a table that Drools compiles
 */
public record WorkbookLimits(
        long fileBytes,
        long unpackedBytes,
        int ratio,
        int parts,
        int nodes,
        int cells,
        int rows,
        int columns,
        int cellCharacters,
        Duration time,
        int conditions) {

    /** Reads a table of 10,000 rows and 20 columns, compiles one of 30,000 conditions, and fits a heap of 512 MB. */
    public static final WorkbookLimits DEFAULT = new WorkbookLimits(
            10 * 1024 * 1024,
            32 * 1024 * 1024,
            200,
            1_000,
            1_500_000,
            200_000,
            20_000,
            500,
            10_000,
            Duration.ofSeconds(8),
            30_000);

    public WorkbookLimits {
        long smallest = Math.min(
                Math.min(Math.min(fileBytes, unpackedBytes), Math.min(ratio, parts)),
                Math.min(
                        Math.min(nodes, cells),
                        Math.min(Math.min(rows, columns), Math.min(cellCharacters, conditions))));
        if (smallest < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a limit must be positive");
        }
    }
}
