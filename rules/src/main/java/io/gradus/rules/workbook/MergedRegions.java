package io.gradus.rules.workbook;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.poi.ss.util.CellRangeAddress;

/**
 * Finds the merged region that a cell lies in without looking at each: the rows of a region are cut into blocks of 1, 2, 4, 8...
 * rows, at most two of each size, and in a block the regions lie side by side.
 */
final class MergedRegions {

    private final Map<Integer, Map<Integer, NavigableMap<Integer, CellRangeAddress>>> blocksBySize = new TreeMap<>();

    MergedRegions(List<CellRangeAddress> regions) {
        regions.forEach(this::add);
    }

    private void add(CellRangeAddress region) {
        int row = region.getFirstRow();
        while (row <= region.getLastRow()) {
            int size = row == 0 ? 30 : Integer.numberOfTrailingZeros(row);
            while ((1L << size) > region.getLastRow() - (long) row + 1) {
                size--;
            }
            blocksBySize
                    .computeIfAbsent(size, any -> new TreeMap<>())
                    .computeIfAbsent(row >> size, any -> new TreeMap<>())
                    .putIfAbsent(region.getFirstColumn(), region);
            row += 1 << size;
        }
    }

    /** The region with that cell, both counted from 0. */
    Optional<CellRangeAddress> at(int row, int column) {
        for (Map.Entry<Integer, Map<Integer, NavigableMap<Integer, CellRangeAddress>>> blocks :
                blocksBySize.entrySet()) {
            NavigableMap<Integer, CellRangeAddress> block = blocks.getValue().get(row >> blocks.getKey());
            Map.Entry<Integer, CellRangeAddress> before = block == null ? null : block.floorEntry(column);
            if (before != null && before.getValue().getLastColumn() >= column) {
                return Optional.of(before.getValue());
            }
        }
        return Optional.empty();
    }
}
