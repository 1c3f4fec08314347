package io.gradus.rules.analysis;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.google.common.collect.Range;
import io.gradus.rules.Field;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which row of a newer table is which row of an older one: first rows that say the same, wherever they stand, then those that
 * have most in common. So a row keeps its identity when others are inserted above it or when the table is sorted.
 */
final class RowAlignment {

    /** Beyond so many pairs of changed rows nobody could follow; the rows then count as removed and added. */
    private static final int MOST_PAIRS = 4_000_000;

    private final Map<Integer, Integer> newByOld = new HashMap<>();
    private final Set<Integer> moved = new HashSet<>();

    /** What a row says, without where it stands. */
    record Content(Map<Field, List<Condition>> conditions, String outcome, Map<String, String> actions, String note) {

        static Content of(DecisionTable table, Row row) {
            Map<Field, List<Condition>> conditions = new LinkedHashMap<>();
            for (int column = 0; column < row.cells().size(); column++) {
                Condition condition = row.cells().get(column).condition();
                if (condition != Condition.ANY) {
                    conditions
                            .computeIfAbsent(table.conditions().get(column).field(), field -> new ArrayList<>())
                            .add(plain(condition));
                }
            }
            Map<String, String> gives = new LinkedHashMap<>(row.actions());
            row.scores()
                    .forEach((field, points) ->
                            gives.put(field, points.stripTrailingZeros().toPlainString()));
            return new Content(conditions, row.outcome(), gives, row.note());
        }

        /** The condition with its numbers as plain as can be, so that 5 and 5.0 are the same. */
        private static Condition plain(Condition condition) {
            if (condition instanceof Condition.OneOf oneOf) {
                return new Condition.OneOf(
                        oneOf.values().stream().map(Content::plain).toList());
            }
            if (condition instanceof Condition.NoneOf noneOf) {
                return new Condition.NoneOf(
                        noneOf.values().stream().map(Content::plain).toList());
            }
            if (condition instanceof Condition.Within within) {
                Range<Comparable<?>> range = within.range();
                Range<Comparable<?>> plain = Range.all();
                if (range.hasLowerBound()) {
                    plain = Range.downTo((Comparable<?>) plain(range.lowerEndpoint()), range.lowerBoundType());
                }
                if (range.hasUpperBound()) {
                    plain = plain.intersection(
                            Range.upTo((Comparable<?>) plain(range.upperEndpoint()), range.upperBoundType()));
                }
                return new Condition.Within(plain);
            }
            return condition;
        }

        private static Object plain(Object value) {
            return value instanceof BigDecimal number
                    ? new BigDecimal(number.stripTrailingZeros().toPlainString())
                    : value;
        }

        /** How much two rows have in common; the outcome and a note count for more than one cell. */
        int common(Content other) {
            int same = outcome.equals(other.outcome) ? 3 : 0;
            same += !note.isEmpty() && note.equals(other.note) ? 3 : 0;
            for (Map.Entry<Field, List<Condition>> entry : conditions.entrySet()) {
                List<Condition> others = other.conditions.get(entry.getKey());
                same += others == null ? 0 : entry.getValue().equals(others) ? 2 : 1;
            }
            for (Map.Entry<String, String> entry : actions.entrySet()) {
                same += entry.getValue().equals(other.actions.get(entry.getKey())) ? 1 : 0;
            }
            return same;
        }
    }

    private record Pair(int older, int newer, int common) {}

    RowAlignment(List<Content> older, List<Content> newer) {
        Map<Content, Deque<Integer>> places = new HashMap<>();
        IntStream.range(0, newer.size())
                .forEach(index -> places.computeIfAbsent(newer.get(index), content -> new ArrayDeque<>())
                        .add(index));
        for (int index = 0; index < older.size(); index++) {
            Integer same =
                    places.getOrDefault(older.get(index), new ArrayDeque<>()).poll();
            if (same != null) {
                newByOld.put(index, same);
            }
        }
        pairChanged(older, newer);
        findMoved();
    }

    private void pairChanged(List<Content> older, List<Content> newer) {
        List<Integer> oldLeft = IntStream.range(0, older.size())
                .filter(index -> !newByOld.containsKey(index))
                .boxed()
                .toList();
        Set<Integer> taken = new HashSet<>(newByOld.values());
        List<Integer> newLeft = IntStream.range(0, newer.size())
                .filter(index -> !taken.contains(index))
                .boxed()
                .toList();
        if ((long) oldLeft.size() * newLeft.size() > MOST_PAIRS) {
            return;
        }
        List<Pair> pairs = new ArrayList<>();
        for (int one : oldLeft) {
            for (int other : newLeft) {
                int common = older.get(one).common(newer.get(other));
                if (common > 1) {
                    pairs.add(new Pair(one, other, common));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::common)
                .reversed()
                .thenComparingInt(pair -> Math.abs(pair.older() - pair.newer()))
                .thenComparingInt(Pair::older));
        for (Pair pair : pairs) {
            if (!newByOld.containsKey(pair.older()) && taken.add(pair.newer())) {
                newByOld.put(pair.older(), pair.newer());
            }
        }
    }

    /** Rows that stand in another order than the rows that stayed. */
    private void findMoved() {
        List<Integer> before = newByOld.keySet().stream().sorted().toList();
        Map<Integer, Integer> oldByNew = new HashMap<>();
        newByOld.forEach((older, newer) -> oldByNew.put(newer, older));
        List<Integer> after = newByOld.values().stream()
                .sorted()
                .map(newer -> Objects.requireNonNull(oldByNew.get(newer)))
                .toList();
        DiffUtils.diff(before, after).getDeltas().stream()
                .map(AbstractDelta::getSource)
                .forEach(chunk -> moved.addAll(chunk.getLines()));
    }

    /** The place of the row in the newer table, or -1. */
    int newer(int older) {
        return newByOld.getOrDefault(older, -1);
    }

    boolean isMoved(int older) {
        return moved.contains(older);
    }

    /** Whether a row of the newer table was not there before. */
    boolean isNew(int newer) {
        return !newByOld.containsValue(newer);
    }
}
