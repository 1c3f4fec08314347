package io.gradus.rules;

import org.jspecify.annotations.Nullable;

/** Where in a source something stands: a cell of a workbook, or a line and column of a text. */
public sealed interface Place {

    /** The file as a whole. */
    Place FILE = new WholeFile();

    /** The file as a whole. */
    record WholeFile() implements Place {
        @Override
        public String toString() {
            return "";
        }
    }

    /** A sheet as a whole. */
    record Sheet(String sheet) implements Place {
        @Override
        public String toString() {
            return sheet;
        }
    }

    /**
     * A cell, shown as {@code Sheet!C7}.
     *
     * @param row from 1, as Excel shows it
     * @param column from 0
     */
    record Cell(String sheet, int row, int column) implements Place {
        /** The sheet alone where the row or column is none that Excel has. */
        @Override
        public String toString() {
            return row < 1 || column < 0 ? sheet : sheet + "!" + name();
        }

        /** The cell without its sheet, such as {@code C7}. */
        public String name() {
            return columnName() + row;
        }

        private String columnName() {
            StringBuilder name = new StringBuilder();
            for (int rest = column; rest >= 0; rest = rest / 26 - 1) {
                name.insert(0, (char) ('A' + rest % 26));
            }
            return name.toString();
        }
    }

    /** A position in a text, both from 1. */
    record Position(int line, int column) implements Place {
        @Override
        public String toString() {
            return line + ":" + column;
        }
    }

    /** The place in a text, or the whole file when the position is unknown. */
    static Place position(@Nullable Integer line, @Nullable Integer column) {
        return line == null || line < 1 ? FILE : new Position(line, column == null ? 1 : Math.max(1, column));
    }
}
