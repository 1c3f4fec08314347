package io.gradus.rules.analysis;

import io.gradus.rules.analysis.Difference.ActionDifference;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which customers two versions of a table decide differently: exact, by the boxes of both tables in one space. */
final class Impact {

    /** So many parts of the customers of two rows are looked for, and of what they join to so many are listed. */
    private static final int MOST_HOLES = 1000;

    private static final int MOST_REGIONS = 50;

    private final Space space;
    private final List<Row> older;
    private final List<Row> newer;
    private final List<Box> oldBoxes;
    private final List<Box> newBoxes;
    private final Budget budget = new Budget(TableAnalysis.COMPARISONS);
    private boolean cutShort;

    Impact(Space space, DecisionTable older, DecisionTable newer) {
        this.space = space;
        this.older = older.rows();
        this.newer = newer.rows();
        this.oldBoxes = boxes(older);
        this.newBoxes = boxes(newer);
    }

    /** The rows' boxes, and at the end the customers whom no row takes. */
    private List<Box> boxes(DecisionTable table) {
        List<Box> boxes = new ArrayList<>();
        table.rows().forEach(row -> boxes.add(space.box(table, row)));
        boxes.add(space.everybody());
        return boxes;
    }

    /** Known after {@link #differences()}. */
    boolean isComplete() {
        return !cutShort;
    }

    List<Difference> differences() {
        List<Difference> found = new ArrayList<>();
        for (int before = 0; before < oldBoxes.size(); before++) {
            for (int after = 0; after < newBoxes.size(); after++) {
                if (!isSame(row(older, before), row(newer, after))
                        && oldBoxes.get(before).meets(newBoxes.get(after))) {
                    if (found.size() == PolicyDiff.MOST_DIFFERENCES || !budget.spend(1)) {
                        cutShort = true;
                        return found;
                    }
                    addDifference(before, after, found);
                }
            }
        }
        return found;
    }

    private static @Nullable Row row(List<Row> rows, int index) {
        return index < rows.size() ? rows.get(index) : null;
    }

    private static boolean isSame(@Nullable Row before, @Nullable Row after) {
        if (before == null || after == null) {
            return before == null && after == null;
        }
        return before.outcome().equals(after.outcome()) && before.actions().equals(after.actions());
    }

    private void addDifference(int before, int after, List<Difference> found) {
        List<Box> above = new ArrayList<>(oldBoxes.subList(0, before));
        above.addAll(newBoxes.subList(0, after));
        Cover.Holes holes = Cover.holes(oldBoxes.get(before).and(newBoxes.get(after)), above, budget, MOST_HOLES);
        List<Box> parts = Regions.joined(holes.parts().stream()
                .filter(part -> space.relations().conflict(part) == null)
                .toList());
        List<Region> regions =
                parts.stream().flatMap(part -> space.regions(part).stream()).toList();
        boolean all = holes.all() && regions.size() <= MOST_REGIONS;
        cutShort |= !all;
        if (!parts.isEmpty()) {
            Row was = row(older, before);
            Row is = row(newer, after);
            found.add(new Difference(
                    new Regions(regions.stream().limit(MOST_REGIONS).toList(), all),
                    space.sample(parts.get(0)),
                    was == null ? null : was.place(),
                    is == null ? null : is.place(),
                    was == null ? null : was.outcome(),
                    is == null ? null : is.outcome(),
                    actions(was, is)));
        }
    }

    private static List<ActionDifference> actions(@Nullable Row was, @Nullable Row is) {
        Map<String, String> before = was == null ? Map.of() : was.actions();
        Map<String, String> after = is == null ? Map.of() : is.actions();
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .map(action ->
                        new ActionDifference(action, before.getOrDefault(action, ""), after.getOrDefault(action, "")))
                .filter(action -> !action.before().equals(action.after()))
                .toList();
    }
}
