package io.gradus.rules.drools;

import static java.util.stream.Collectors.joining;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.Place;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.workbook.ConditionTree;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.NativeTables;
import io.gradus.rules.workbook.PolicyWorkbook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.drools.decisiontable.SpreadsheetCompiler;
import org.drools.decisiontable.parser.DefaultRuleSheetListener;
import org.drools.decisiontable.parser.RuleSheetListener;
import org.drools.drl.ast.descr.AttributeDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.template.model.Rule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules of tables that say more than the typed table can, by Drools' own compiler of spreadsheets. It says what the rows ask
 * and which activation group they are in; what they give, and in which order they act, is what was read from their cells.
 * Written anew in our own form, the rules then pass the guard like all others.
 */
final class NativeRules {

    private static final Logger log = LoggerFactory.getLogger(NativeRules.class);
    private static final String GROUP = "activation-group";

    private final PolicyWorkbook workbook;
    private final NativeTables tables;
    private final Vocabulary vocabulary;
    private final DecisionTable table;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Map<Integer, Place> places = new TreeMap<>();
    private long conditions;
    private boolean grouped;

    /**
     * The rules of a workbook's tables.
     *
     * @param conditions how many the rules ask together
     * @param grouped whether an activation group keeps rules from acting once another has
     * @param findings why there are none
     */
    record Written(String drl, Map<Integer, Place> places, long conditions, boolean grouped, List<Finding> findings) {}

    private NativeRules(PolicyWorkbook workbook, NativeTables tables, Vocabulary vocabulary) {
        this.workbook = workbook;
        this.tables = tables;
        this.vocabulary = vocabulary;
        this.table = workbook.table();
    }

    static Written write(PolicyWorkbook workbook, NativeTables tables, Vocabulary vocabulary) {
        return new NativeRules(workbook, tables, vocabulary).write();
    }

    private Written write() {
        lines.add("package policies.native_" + workbook.policy().id().replace('-', '_') + ";");
        lines.add("import " + CustomerClass.NAME + ";");
        boolean[] written = new boolean[table.rows().size()];
        for (NativeTables.Sheet sheet : tables.sheets()) {
            writeSheet(sheet, written);
        }
        IntStream.range(0, written.length)
                .filter(index -> !written[index])
                .limit(findings.isEmpty() ? 1 : 0)
                .forEach(index -> findings.add(Finding.at(
                        place(table.rows().get(index)),
                        FindingCode.NATIVE_TABLE_UNREADABLE,
                        table.rows().get(index).sheet())));
        return new Written(String.join("\n", lines) + "\n", places, conditions, grouped, findings);
    }

    private void writeSheet(NativeTables.Sheet sheet, boolean[] written) {
        DefaultRuleSheetListener listener = new DefaultRuleSheetListener();
        List<Rule> rules;
        String drl;
        try {
            listen(sheet, listener);
            rules = listener.getRuleSet().getRules();
            drl = new SpreadsheetCompiler().listenerToString(listener);
        } catch (RuntimeException e) {
            // Drools reports what it cannot make sense of by unchecked exceptions, each with a text of its own.
            log.debug("sheet {} not compiled", sheet.name(), e);
            findings.add(Finding.at(new Place.Sheet(sheet.name()), FindingCode.NATIVE_TABLE_UNREADABLE, sheet.name()));
            return;
        }
        IntFunction<Place> place = line -> new Place.Sheet(sheet.name());
        PolicyCompiler.Parsed parsed = PolicyCompiler.parse(drl, place);
        findings.addAll(parsed.findings());
        PackageDescr tree = parsed.tree();
        if (parsed.findings().isEmpty() && tree.getRules().size() != rules.size()) {
            findings.add(Finding.at(new Place.Sheet(sheet.name()), FindingCode.NATIVE_TABLE_UNREADABLE, sheet.name()));
            return;
        }
        for (int i = 0; i < tree.getRules().size(); i++) {
            RuleDescr rule = tree.getRules().get(i);
            // What stands above a table holds for rows that say nothing of it themselves.
            tree.getAttributes().forEach(attribute -> rule.getAttributes().putIfAbsent(attribute.getName(), attribute));
            writeRule(rule, sheet.name(), rules.get(i).getSpreadsheetRowNumber(), written);
        }
    }

    /** Tells Drools of each cell as its own reader of Excel files would. */
    private static void listen(NativeTables.Sheet sheet, DefaultRuleSheetListener listener) {
        listener.startSheet(sheet.name());
        int row = 0;
        for (NativeTables.Cell cell : sheet.cells()) {
            for (; row < cell.row(); row++) {
                listener.newRow(row, 0);
            }
            listener.newCell(
                    cell.row() - 1,
                    cell.column(),
                    cell.text(),
                    cell.mergedFrom() < 0 ? RuleSheetListener.NON_MERGED : cell.mergedFrom());
        }
        listener.finishSheet();
    }

    private void writeRule(RuleDescr rule, String sheet, int number, boolean[] written) {
        int index = IntStream.range(0, table.rows().size())
                .filter(i -> table.rows().get(i).number() == number
                        && table.rows().get(i).sheet().equals(sheet))
                .findFirst()
                .orElse(-1);
        if (index < 0) {
            // A row that is switched off, or has nothing in it.
            return;
        }
        written[index] = true;
        Row row = table.rows().get(index);
        places.put(lines.size() + 1, place(row));
        lines.add("rule \"row " + index + "\"");
        lines.add("    salience " + (table.rows().size() - index));
        AttributeDescr group = rule.getAttributes().get(GROUP);
        if (group != null) {
            grouped = true;
            lines.add("    " + GROUP + " " + DrlWriter.quoted(unquoted(group.getValue())));
        }
        lines.add("when");
        lines.add("    $c : " + CustomerClass.SIMPLE_NAME + "(" + conditions(rule, row) + ")");
        lines.add("then");
        lines.add("    $c." + (tables.severalAct() ? "also" : "row") + "(" + index + ");");
        lines.addAll(DrlWriter.given(row));
        lines.add("end");
    }

    private static String unquoted(String value) {
        return value.replace("\"", "").replace("\\", "");
    }

    private static Place place(Row row) {
        return new Place.Cell(row.sheet(), row.number(), 0);
    }

    /** What all patterns of a rule ask, which in a session of one customer can only ask it of that one. */
    private String conditions(RuleDescr rule, Row row) {
        List<String> constraints = new ArrayList<>();
        for (BaseDescr condition : rule.getLhs().getDescrs()) {
            if (!(condition instanceof PatternDescr pattern) || !isPlain(pattern)) {
                findings.add(Finding.at(place(row), FindingCode.DRL_CONDITIONS_REFUSED));
                continue;
            }
            for (BaseDescr constraint : pattern.getConstraint().getDescrs()) {
                String text = constraint instanceof ExprConstraintDescr expression
                        ? expression.getExpression()
                        : String.valueOf(constraint);
                Optional<String> drl = ConditionTree.of(text, vocabulary).map(NativeRules::drl);
                if (drl.isEmpty()) {
                    findings.add(Finding.at(place(row), FindingCode.CONDITION_REFUSED, text));
                }
                drl.filter(one -> !one.isEmpty()).ifPresent(constraints::add);
            }
        }
        conditions += constraints.size();
        return String.join(", ", constraints);
    }

    private static boolean isPlain(PatternDescr pattern) {
        String type = pattern.getObjectType();
        return type.substring(type.lastIndexOf('.') + 1).equals(CustomerClass.SIMPLE_NAME)
                && pattern.getSource() == null
                && pattern.getBehaviors().isEmpty()
                && pattern.getAnnotations().isEmpty();
    }

    private static String drl(ConditionTree tree) {
        if (tree instanceof ConditionTree.Leaf leaf) {
            String constraint = DrlWriter.constraint(leaf.field(), leaf.condition());
            return constraint.isEmpty() ? "" : "(" + constraint + ")";
        }
        boolean all = tree instanceof ConditionTree.All;
        List<ConditionTree> parts =
                all ? ((ConditionTree.All) tree).parts() : ((ConditionTree.OneAtLeast) tree).parts();
        String joined = parts.stream()
                .map(NativeRules::drl)
                .filter(part -> !part.isEmpty())
                .collect(joining(all ? " && " : " || "));
        return joined.isEmpty() || parts.size() == 1 ? joined : "(" + joined + ")";
    }
}
