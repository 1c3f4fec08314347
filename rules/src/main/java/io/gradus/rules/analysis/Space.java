package io.gradus.rules.analysis;

import static java.util.stream.Collectors.toCollection;

import io.gradus.rules.Field;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/** All customers as one or more tables tell them apart: an axis for each field they use. */
final class Space {

    private final List<Axis> axes;
    private final Box everybody;
    private final Relations relations;

    private Space(List<Axis> axes) {
        this.axes = axes;
        this.relations = new Relations(axes);
        this.everybody = new Box(axes.stream().map(Axis::all).toArray(RoaringBitmap[]::new));
    }

    /** The space of the tables; empty when a field has too many atoms. */
    static Optional<Space> of(DecisionTable... tables) {
        Set<Field> fields = Stream.of(tables)
                .flatMap(table -> table.conditions().stream())
                .map(DecisionTable.ConditionColumn::field)
                .collect(toCollection(LinkedHashSet::new));
        List<Axis> axes = new ArrayList<>();
        for (Field field : fields) {
            List<Field> alike = Relations.tied(field, fields);
            List<Condition> conditions = Stream.of(tables)
                    .flatMap(table -> alike.stream().flatMap(one -> conditions(table, one).stream()))
                    .toList();
            Optional<Axis> axis = Axis.of(field, alike, conditions);
            if (axis.isEmpty()) {
                return Optional.empty();
            }
            axes.add(axis.get());
        }
        return Optional.of(new Space(axes));
    }

    private static List<Condition> conditions(DecisionTable table, Field field) {
        return IntStream.range(0, table.conditions().size())
                .filter(column -> table.conditions().get(column).field().equals(field))
                .boxed()
                .flatMap(column ->
                        table.rows().stream().map(row -> row.cells().get(column).condition()))
                .toList();
    }

    /** Every customer that the fields allow, each for itself. */
    Box everybody() {
        return everybody;
    }

    Axis axis(int index) {
        return axes.get(index);
    }

    /** How its fields are tied to each other. */
    Relations relations() {
        return relations;
    }

    /** The customers that a row describes; several columns on one field must all hold. */
    Box box(DecisionTable table, Row row) {
        Box box = everybody;
        for (int column = 0; column < row.cells().size(); column++) {
            Condition condition = row.cells().get(column).condition();
            if (condition != Condition.ANY) {
                int axis = axisOf(table.conditions().get(column).field());
                RoaringBitmap side = axes.get(axis).of(condition);
                side.runOptimize();
                box = box.and(everybody.with(axis, side));
            }
        }
        return box;
    }

    int axisOf(Field field) {
        return IntStream.range(0, axes.size())
                .filter(axis -> axes.get(axis).field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    /** The customers of a box in words: the sides on which it says anything. */
    Region region(Box box) {
        List<Region.Side> sides = IntStream.range(0, axes.size())
                .filter(axis -> !box.side(axis).equals(axes.get(axis).all()))
                .mapToObj(axis ->
                        new Region.Side(axes.get(axis).field(), axes.get(axis).describe(box.side(axis))))
                .toList();
        return new Region(sides);
    }

    /** The customers of a box exactly: some regions that hold them all, and nobody else. */
    List<Region> regions(Box box) {
        List<List<Region.Side>> found = List.of(List.of());
        for (Axis axis : axes) {
            RoaringBitmap side = box.side(axes.indexOf(axis));
            if (!side.equals(axis.all())) {
                List<List<List<Condition>>> ways = axis.ways(side);
                found = found.stream()
                        .flatMap(sides -> ways.stream().map(way -> more(sides, axis.field(), way)))
                        .toList();
            }
        }
        return found.stream().map(Region::new).toList();
    }

    private static List<Region.Side> more(List<Region.Side> sides, Field field, List<List<Condition>> way) {
        return Stream.concat(sides.stream(), way.stream().map(conditions -> new Region.Side(field, conditions)))
                .toList();
    }

    /** A customer in a box, with values rather than without them; one whom there can be, if there is any. */
    SampleCustomer sample(Box box) {
        int[] possible = relations.customer(box);
        return SampleCustomer.of(IntStream.range(0, axes.size())
                .mapToObj(axis -> new SampleCustomer.Fact(
                        axes.get(axis).field(),
                        axes.get(axis).sample(possible == null ? atom(box.side(axis)) : possible[axis])))
                .toList());
    }

    /** The first atom that stands for a value, or else that of none. */
    static int atom(RoaringBitmap side) {
        int first = side.first();
        return first == Axis.MISSING && side.getCardinality() > 1 ? side.select(1) : first;
    }

    /** The box made as wide as can be, one axis after the other, without meeting any of the others. */
    Box widened(Box box, List<Box> others) {
        Box wide = box;
        for (int axis = 0; axis < axes.size(); axis++) {
            Box whole = wide.with(axis, axes.get(axis).all());
            RoaringBitmap free = axes.get(axis).all().clone();
            for (Box other : others) {
                if (other.meets(whole)) {
                    free.andNot(other.side(axis));
                }
            }
            wide = wide.with(axis, free);
        }
        return wide;
    }
}
