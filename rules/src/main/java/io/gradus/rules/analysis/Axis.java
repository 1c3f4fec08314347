package io.gradus.rules.analysis;

import io.gradus.rules.Field;
import io.gradus.rules.workbook.Condition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * One field as a table sees it: every value falls into one atom, and no cell tells two values of an atom apart. Atom 0 is the
 * absent value.
 */
interface Axis {

    /** The atom of the absent value. */
    int MISSING = 0;

    Field field();

    /** All atoms, the absent value among them. */
    RoaringBitmap all();

    /** The atoms that pass a condition. */
    RoaringBitmap of(Condition condition);

    /** Whether one part of an order ends where another begins; where there is no order, all parts are alike. */
    default boolean borders(RoaringBitmap one, RoaringBitmap other) {
        return false;
    }

    /** A value in that atom; null in that of the absent value. */
    @Nullable
    Object sample(int atom);

    /** Some atoms as conditions, any of which may hold. */
    List<Condition> describe(RoaringBitmap atoms);

    /**
     * The same exactly, where conditions any of which may hold do not say it: ways to be among the atoms, and each of them some
     * lists of conditions, of every one of which one must hold.
     */
    default List<List<List<Condition>>> ways(RoaringBitmap atoms) {
        return List.of(List.of(describe(atoms)));
    }

    /**
     * The axis of a field; empty when it has too many atoms to analyse.
     *
     * @param alike the fields whose axes are cut at the same places, the field itself among them
     * @param conditions all that a table puts on any of them
     */
    static Optional<Axis> of(Field field, Collection<Field> alike, Collection<Condition> conditions) {
        if (field.type().isOrdered()) {
            return Optional.of(new OrderedAxis(field, alike, conditions));
        }
        return ListedAxis.of(field, conditions);
    }
}
