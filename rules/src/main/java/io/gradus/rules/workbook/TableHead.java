package io.gradus.rules.workbook;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The technical rows of one decision table: what kinds of columns it has, and whether a row of them is missing. */
final class TableHead {

    /** What takes a value from the cells below, or is called; a type never does, but for a whole pattern in brackets. */
    private static final Pattern SNIPPET_AMONG_TYPES = Pattern.compile(
            "(?![^(]*:)(?:\\w+\\s*(?:[<>=!]=?|in|contains)\\s*.*\\$(?:param|1).*|[$\\p{L}_][\\p{L}\\p{N}_]*\\s*\\.\\s*\\w+\\s*\\(.*\\)\\s*;?)",
            Pattern.DOTALL);

    private static final Pattern LIKE_KIND = Pattern.compile("[A-Za-z]{3,}(?:-[A-Za-z]+)*|[A-Z@]");

    private final TableBlock block;
    private final SheetGrid sheet;

    TableHead(TableBlock block) {
        this.block = block;
        this.sheet = block.sheet();
    }

    /** The columns under headings of that kind. */
    List<Integer> columns(ColumnKind kind) {
        return IntStream.rangeClosed(block.firstColumn(), block.lastColumn())
                .filter(column -> ColumnKind.of(
                                sheet.spread(block.kindRow(), column).normalised())
                        .filter(known -> known == kind)
                        .isPresent())
                .boxed()
                .toList();
    }

    /** The first snippet that stands where the types should, if no type stands there: their row is missing. */
    Optional<RawCell> snippetAmongTypes() {
        boolean typed = columns(ColumnKind.CONDITION).stream()
                .anyMatch(column -> ConditionReader.isPattern(sheet.spread(block.patternRow(), column)));
        return typed ? Optional.empty() : firstSnippetAmongTypes();
    }

    private Optional<RawCell> firstSnippetAmongTypes() {
        return Stream.concat(columns(ColumnKind.CONDITION).stream(), columns(ColumnKind.ACTION).stream())
                .map(column -> sheet.spread(block.patternRow(), column))
                .filter(cell -> SNIPPET_AMONG_TYPES.matcher(cell.normalised()).matches())
                .findFirst();
    }

    /** Whether no column says what it is, not even in a word that is none. */
    boolean hasNoKinds() {
        return IntStream.rangeClosed(block.firstColumn(), block.lastColumn())
                .mapToObj(column -> sheet.spread(block.kindRow(), column).normalised())
                .noneMatch(text -> LIKE_KIND.matcher(text).matches());
    }

    /** Whether a cell in the row of kinds lies beyond the last column and is a note there. */
    boolean isBeside(RawCell kind, int column) {
        boolean last = IntStream.rangeClosed(column + 1, block.lastColumn())
                .mapToObj(further -> sheet.spread(block.kindRow(), further))
                .noneMatch(further -> ColumnKind.of(further.normalised()).isPresent());
        boolean afterGap = column > block.firstColumn()
                && sheet.spread(block.kindRow(), column - 1).isBlank();
        return last && column > block.firstColumn() && Notes.isHeading(kind, afterGap);
    }

    /** What people call the column. */
    String label(int column) {
        return sheet.spread(block.labelRow(), column).text().strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
