package io.gradus.rules.workbook;

import io.gradus.rules.Place;
import io.gradus.rules.workbook.DecisionTable.ActionColumn;
import io.gradus.rules.workbook.DecisionTable.ConditionColumn;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.util.List;

/**
 * One decision table of a workbook.
 *
 * @param beyond where it says what the typed model cannot
 * @param severalAct where rows give only a part, so that several have to act
 * @param unread what of it could not be read though findings say of its cells nothing
 */
record TablePart(
        TableBlock block,
        List<ConditionColumn> conditions,
        List<ActionColumn> actions,
        List<Rule> rules,
        List<Place.Cell> beyond,
        List<Place.Cell> severalAct,
        List<Unread> unread) {

    TablePart {
        conditions = List.copyOf(conditions);
        actions = List.copyOf(actions);
        rules = List.copyOf(rules);
        beyond = List.copyOf(beyond);
        severalAct = List.copyOf(severalAct);
        unread = List.copyOf(unread);
    }

    /**
     * A row with what Drools would order it by.
     *
     * @param group the activation group, of which one row acts; its text may be empty
     */
    record Rule(Row row, int priority, RawCell group) {}
}
