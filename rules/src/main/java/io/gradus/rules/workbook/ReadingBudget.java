package io.gradus.rules.workbook;

import io.gradus.rules.ComputingTime;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;

/** What is left of the limits while one file is read. Whoever spends more than there is gets the refusal. */
final class ReadingBudget {

    private static final long FREE_BYTES = 1024 * 1024;

    private final WorkbookLimits limits;
    private final long allowedBytes;
    private final ComputingTime time;
    private long unpacked;
    private long nodes;
    private long scannedCells;
    private long cells;
    private long characters;

    ReadingBudget(WorkbookLimits limits, long fileBytes) {
        this.limits = limits;
        this.allowedBytes = Math.min(limits.unpackedBytes(), Math.max(FREE_BYTES, fileBytes * limits.ratio()));
        this.time = new ComputingTime(limits.time());
    }

    WorkbookLimits limits() {
        return limits;
    }

    void spendTime() {
        if (time.isUsedUp()) {
            throw refusal(Place.FILE, FindingCode.FILE_TOO_SLOW, limits.time().toMillis() / 1000.0);
        }
    }

    /** The bytes that may still be unpacked; one more than that is too many. */
    void spendUnpacked(long bytes) {
        unpacked += bytes;
        if (unpacked > allowedBytes) {
            throw refusal(Place.FILE, FindingCode.FILE_UNPACKED_TOO_LARGE, allowedBytes, unpacked);
        }
    }

    void spendNodes(int count) {
        nodes += count;
        if (nodes > limits.nodes()) {
            throw refusal(Place.FILE, FindingCode.FILE_TOO_COMPLEX, limits.nodes());
        }
    }

    /** A cell seen in the XML, before it takes the memory of a read one. */
    void spendScannedCell() {
        scannedCells++;
        refuseCells(scannedCells);
    }

    /** A cell read, with the text it shows: one long text may stand in many cells at little cost to the file. */
    void spendCell(Place.Cell place, int length) {
        spendTime();
        cells++;
        refuseCells(cells);
        refuseFar(place, place.row());
        if (length > limits.cellCharacters()) {
            throw refusal(place, FindingCode.CELL_TOO_LONG, length, limits.cellCharacters());
        }
        characters += length;
        if (characters > limits.unpackedBytes()) {
            throw refusal(Place.FILE, FindingCode.FILE_UNPACKED_TOO_LARGE, limits.unpackedBytes(), characters);
        }
    }

    /** Refuses a cell, or the first of merged ones, that reaches down to a row or lies in a column beyond the limits. */
    void refuseFar(Place.Cell place, int lastRow) {
        if (lastRow > limits.rows() || place.column() >= limits.columns()) {
            throw refusal(place, FindingCode.CELL_TOO_FAR, limits.rows(), limits.columns());
        }
    }

    private void refuseCells(long count) {
        if (count > limits.cells()) {
            throw refusal(Place.FILE, FindingCode.CELLS_TOO_MANY, limits.cells());
        }
    }

    private static RefusedWorkbookException refusal(Place place, FindingCode code, Object... arguments) {
        return new RefusedWorkbookException(Finding.at(place, code, arguments));
    }
}
