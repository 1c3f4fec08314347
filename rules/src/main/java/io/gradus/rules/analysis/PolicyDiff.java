package io.gradus.rules.analysis;

import io.gradus.rules.Field;
import io.gradus.rules.HitPolicy;
import io.gradus.rules.Outcome;
import io.gradus.rules.Phrase;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Scenario;
import io.gradus.rules.analysis.RowAlignment.Content;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.ConditionText;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a newer version of a workbook says otherwise than an older one, in typed values, and what that means for customers.
 * Formats, widths, colours and how a cell is worded make no difference.
 *
 * @param changes row by row and cell by cell, from top to bottom
 * @param differences customers who are decided differently, with a sample each; at most {@link #MOST_DIFFERENCES}
 * @param complete whether these are all differences there are
 */
public record PolicyDiff(List<Change> changes, List<Difference> differences, boolean complete) {

    /** So many differences are shown. */
    public static final int MOST_DIFFERENCES = 50;

    public PolicyDiff {
        changes = List.copyOf(changes);
        differences = List.copyOf(differences);
    }

    /** Compares two versions. */
    public static PolicyDiff of(PolicyWorkbook older, PolicyWorkbook newer) {
        List<Change> changes = new Comparison(older, newer).changes();
        boolean analysable = older.nativeTables() == null
                && newer.nativeTables() == null
                && older.policy().hitPolicy() != HitPolicy.COLLECT
                && newer.policy().hitPolicy() != HitPolicy.COLLECT;
        Optional<Space> space = analysable ? Space.of(older.table(), newer.table()) : Optional.empty();
        if (space.isEmpty()) {
            boolean same = changes.isEmpty() && Objects.equals(older.nativeTables(), newer.nativeTables());
            return new PolicyDiff(changes, List.of(), same);
        }
        Impact impact = new Impact(space.get(), older.table(), newer.table());
        return new PolicyDiff(changes, impact.differences(), impact.isComplete());
    }

    /** Whether not a single customer can be decided differently. */
    public boolean decidesTheSame() {
        return complete && differences.isEmpty();
    }

    /** The changes of one pair of workbooks. */
    private static final class Comparison {

        private final PolicyWorkbook older;
        private final PolicyWorkbook newer;
        private final List<Change> changes = new ArrayList<>();

        private Comparison(PolicyWorkbook older, PolicyWorkbook newer) {
            this.older = older;
            this.newer = newer;
        }

        private List<Change> changes() {
            compareEntries(older.policy(), newer.policy());
            compareRows(older.table(), newer.table());
            compareScenarios();
            return changes;
        }

        private void compareEntries(PolicyDescription before, PolicyDescription after) {
            entry("id", before.id(), after.id());
            entry("hit policy", before.hitPolicy().name(), after.hitPolicy().name());
            entry("title", before.title().toString(), after.title().toString());
            entry(
                    "description",
                    before.description().toString(),
                    after.description().toString());
            entry("outcome", codes(before), codes(after));
            entry("personal data reason", text(before.personalReason()), text(after.personalReason()));
            entry("claim", claim(before), claim(after));
            if (codes(before).equals(codes(after))) {
                entry("labels", labels(before), labels(after));
            }
        }

        private static String claim(PolicyDescription policy) {
            return policy.claim() == null ? "" : policy.claim().toString();
        }

        private static String codes(PolicyDescription policy) {
            return policy.outcomes().stream().map(Outcome::code).collect(Collectors.joining(", "));
        }

        private static String labels(PolicyDescription policy) {
            return policy.outcomes().stream()
                    .map(outcome -> outcome.label().toString())
                    .collect(Collectors.joining(", "));
        }

        private static String text(@Nullable String text) {
            return text == null ? "" : text;
        }

        private void entry(String name, String before, String after) {
            if (!before.equals(after)) {
                Place sheet = new Place.Sheet("Policy");
                add(Change.Kind.ENTRY, name, "", before, after, sheet, sheet, words("ENTRY", name, before, after));
            }
        }

        private void add(
                Change.Kind kind,
                String subject,
                String what,
                String before,
                String after,
                @Nullable Place oldPlace,
                @Nullable Place newPlace,
                Phrase words) {
            changes.add(new Change(kind, subject, what, before, after, oldPlace, newPlace, words));
        }

        private static Phrase words(String key, Object... arguments) {
            return locale -> new Words(locale)
                    .text(
                            "diff." + key,
                            Arrays.stream(arguments)
                                    .map(argument -> argument instanceof Phrase phrase ? phrase.in(locale) : argument)
                                    .toArray());
        }

        private void compareRows(DecisionTable before, DecisionTable after) {
            List<Content> oldRows =
                    before.rows().stream().map(row -> Content.of(before, row)).toList();
            List<Content> newRows =
                    after.rows().stream().map(row -> Content.of(after, row)).toList();
            RowAlignment alignment = new RowAlignment(oldRows, newRows);
            for (int index = 0; index < oldRows.size(); index++) {
                Row row = before.rows().get(index);
                int now = alignment.newer(index);
                if (now < 0) {
                    Phrase said = said(oldRows.get(index));
                    add(
                            Change.Kind.ROW_REMOVED,
                            row.outcome(),
                            "",
                            plain(oldRows.get(index)),
                            "",
                            row.firstCell(),
                            null,
                            words("ROW_REMOVED", row.outcome(), said, row.place()));
                    continue;
                }
                Row moved = after.rows().get(now);
                if (alignment.isMoved(index)) {
                    add(
                            Change.Kind.ROW_MOVED,
                            row.outcome(),
                            "",
                            row.place(),
                            moved.place(),
                            row.firstCell(),
                            moved.firstCell(),
                            words("ROW_MOVED", row.outcome(), row.place(), moved.place()));
                }
                compareRow(oldRows.get(index), newRows.get(now), row, moved);
            }
            IntStream.range(0, newRows.size()).filter(alignment::isNew).forEach(index -> {
                Row row = after.rows().get(index);
                add(
                        Change.Kind.ROW_ADDED,
                        row.outcome(),
                        "",
                        "",
                        plain(newRows.get(index)),
                        null,
                        row.firstCell(),
                        words("ROW_ADDED", row.outcome(), said(newRows.get(index)), row.place()));
            });
        }

        private void compareRow(Content before, Content after, Row oldRow, Row newRow) {
            Set<Field> fields = new LinkedHashSet<>(before.conditions().keySet());
            fields.addAll(after.conditions().keySet());
            for (Field field : fields) {
                List<Condition> was = before.conditions().getOrDefault(field, List.of());
                List<Condition> is = after.conditions().getOrDefault(field, List.of());
                if (!was.equals(is)) {
                    Phrase wasWords = locale -> new Words(locale).togetherBefore(field, was, is);
                    Phrase isWords = locale -> new Words(locale).together(field, is);
                    Phrase name = locale -> new Words(locale).name(field);
                    add(
                            Change.Kind.CONDITION,
                            oldRow.outcome(),
                            field.name(),
                            plain(was),
                            plain(is),
                            cell(older.table(), oldRow, field),
                            cell(newer.table(), newRow, field),
                            words("CONDITION", oldRow.outcome(), name, wasWords, isWords));
                }
            }
            compareTexts(Change.Kind.OUTCOME, "", before.outcome(), after.outcome(), oldRow, newRow);
            Set<String> actions = new LinkedHashSet<>(before.actions().keySet());
            actions.addAll(after.actions().keySet());
            actions.forEach(action -> compareTexts(
                    Change.Kind.ACTION,
                    action,
                    before.actions().getOrDefault(action, ""),
                    after.actions().getOrDefault(action, ""),
                    oldRow,
                    newRow));
            compareTexts(Change.Kind.NOTE, "", before.note(), after.note(), oldRow, newRow);
        }

        private void compareTexts(Change.Kind kind, String what, String before, String after, Row oldRow, Row newRow) {
            if (!before.equals(after)) {
                add(
                        kind,
                        oldRow.outcome(),
                        what,
                        before,
                        after,
                        cell(kind, what, oldRow),
                        cell(kind, what, newRow),
                        words(
                                kind.name(),
                                kind == Change.Kind.OUTCOME ? newRow.place() : oldRow.outcome(),
                                what,
                                shown(before),
                                shown(after)));
            }
        }

        private static Place cell(Change.Kind kind, String action, Row row) {
            return switch (kind) {
                case OUTCOME -> row.outcomeCell();
                case ACTION -> row.actionCell(action);
                case NOTE -> row.noteCell();
                default -> row.firstCell();
            };
        }

        private static Phrase shown(String text) {
            return locale -> text.isEmpty() ? new Words(locale).text("nothing") : text;
        }

        private static Place cell(DecisionTable table, Row row, Field field) {
            return IntStream.range(0, row.cells().size())
                    .filter(column -> table.conditions().get(column).field().equals(field))
                    .<Place>mapToObj(column -> row.cells().get(column).place())
                    .findFirst()
                    .orElse(row.firstCell());
        }

        private static String plain(List<Condition> conditions) {
            return conditions.stream().map(ConditionText::of).collect(Collectors.joining(" | "));
        }

        private static String plain(Content content) {
            return content.conditions().entrySet().stream()
                    .map(entry -> entry.getKey().name() + " " + plain(entry.getValue()))
                    .collect(Collectors.joining("; "));
        }

        private static Phrase said(Content content) {
            return locale -> {
                Words words = new Words(locale);
                return words.all(content.conditions().entrySet().stream()
                        .map(entry ->
                                words.name(entry.getKey()) + " " + words.together(entry.getKey(), entry.getValue()))
                        .toList());
            };
        }

        private void compareScenarios() {
            Map<String, Scenario> before = byName(older);
            Map<String, Scenario> after = byName(newer);
            before.forEach((name, scenario) -> {
                Scenario now = after.get(name);
                if (now == null) {
                    scenario(Change.Kind.SCENARIO_REMOVED, name, said(scenario), "", scenario.place(), null);
                } else if (!said(now).equals(said(scenario))) {
                    scenario(
                            Change.Kind.SCENARIO_CHANGED,
                            name,
                            said(scenario),
                            said(now),
                            scenario.place(),
                            now.place());
                }
            });
            after.forEach((name, scenario) -> {
                if (!before.containsKey(name)) {
                    scenario(Change.Kind.SCENARIO_ADDED, name, "", said(scenario), null, scenario.place());
                }
            });
        }

        private void scenario(
                Change.Kind kind,
                String name,
                String before,
                String after,
                @Nullable Place oldPlace,
                @Nullable Place newPlace) {
            add(kind, name, "", before, after, oldPlace, newPlace, words(kind.name(), name, before, after));
        }

        private static Map<String, Scenario> byName(PolicyWorkbook workbook) {
            return workbook.scenarios().stream()
                    .collect(Collectors.toMap(
                            Scenario::name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        }

        private static String said(Scenario scenario) {
            Map<String, Object> given = new TreeMap<>(scenario.given());
            return scenario.asOf() + " " + given + " -> " + Objects.requireNonNullElse(scenario.expected(), "-");
        }
    }
}
