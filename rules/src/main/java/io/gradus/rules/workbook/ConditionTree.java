package io.gradus.rules.workbook;

import io.gradus.rules.Field;
import io.gradus.rules.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions on several fields that hold together or one instead of another: what Drools tables say beyond ours. */
public sealed interface ConditionTree {

    /** A condition on one field. */
    record Leaf(Field field, Condition condition) implements ConditionTree {}

    /** All of them. */
    record All(List<ConditionTree> parts) implements ConditionTree {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** At least one of them. */
    record OneAtLeast(List<ConditionTree> parts) implements ConditionTree {
        public OneAtLeast {
            parts = List.copyOf(parts);
        }
    }

    /** What a constraint of Drools' language asks; absent when it is not understood or holds a value of another kind. */
    static Optional<ConditionTree> of(String constraint, Vocabulary vocabulary) {
        Findings findings = new Findings();
        Maker maker = new Maker(new ConstraintConditions(vocabulary, findings));
        return ConstraintParser.parse(constraint).flatMap(maker::tree).filter(tree -> !findings.hasErrors());
    }

    /** Makes trees of constraints. */
    final class Maker {

        private static final RawCell NOWHERE = RawCell.blank(new io.gradus.rules.Place.Cell("", 1, 0));

        private final ConstraintConditions conditions;

        private Maker(ConstraintConditions conditions) {
            this.conditions = conditions;
        }

        private Optional<ConditionTree> tree(Constraint constraint) {
            Optional<Map<Field, Condition>> typed = conditions.conditions(constraint, NOWHERE);
            if (typed.isPresent()) {
                return Optional.of(new All(typed.get().entrySet().stream()
                        .<ConditionTree>map(one -> new Leaf(one.getKey(), one.getValue()))
                        .toList()));
            }
            if (constraint instanceof Constraint.Every every) {
                return trees(every.parts()).map(All::new);
            }
            return constraint instanceof Constraint.Either either
                    ? trees(either.parts()).map(OneAtLeast::new)
                    : Optional.empty();
        }

        private Optional<List<ConditionTree>> trees(List<Constraint> parts) {
            List<ConditionTree> trees = new ArrayList<>();
            for (Constraint part : parts) {
                Optional<ConditionTree> tree = tree(part);
                if (tree.isEmpty()) {
                    return Optional.empty();
                }
                trees.add(tree.get());
            }
            return Optional.of(trees);
        }
    }
}
