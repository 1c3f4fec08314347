package io.gradus.rules.workbook;

import io.gradus.rules.Place;

/**
 * A part of a table of which the cells were not read, since its heading was refused.
 *
 * @param place the heading, or where the table begins
 * @param column what the column is called; empty for a whole table
 */
public record Unread(Place.Cell place, String column) {

    /** Whether it is a whole table. */
    public boolean isTable() {
        return column.isEmpty();
    }
}
