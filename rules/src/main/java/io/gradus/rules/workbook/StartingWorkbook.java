package io.gradus.rules.workbook;

import static java.util.stream.Collectors.joining;

import io.gradus.rules.Field;
import io.gradus.rules.Formula;
import io.gradus.rules.Labels;
import io.gradus.rules.Outcome;
import io.gradus.rules.Place;
import io.gradus.rules.PolicyDescription;
import io.gradus.rules.Scenario;
import io.gradus.rules.workbook.DecisionTable.ActionColumn;
import io.gradus.rules.workbook.DecisionTable.Cell;
import io.gradus.rules.workbook.DecisionTable.ConditionColumn;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A workbook to start from: a policy that decides at once, for an analyst to change. */
public final class StartingWorkbook {

    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    private static final Place.Cell NOWHERE = new Place.Cell("Rules", 1, 0);
    private static final List<String> HOW_TO_CHANGE = List.of(
            "■ How to change this workbook  如何修改",
            "1. Change values in the sheet Rules, insert or delete rows there; the first row that matches, from top to bottom, decides.",
            "   在 Rules 工作表中修改数值、插入或删除行；自上而下，先符合的一行生效。",
            "2. Leave a cell blank where any value will do. A condition on a value that is missing does not match.",
            "   空白表示不限；客户缺少该数据时，条件不成立。",
            "3. Write limits as >= 5,000 or < 90, ranges with marked ends as [10,000..50,000) (10,000 belongs to it, 50,000 does not), lists as A, B.",
            "   界限写作 >= 5,000 或 < 90；区间写作 [10,000..50,000)（含 10,000，不含 50,000）；列表写作 A, B。",
            "4. Choose the outcome from the drop-down; outcomes and their labels are kept in the sheet Policy.",
            "   结果从下拉列表选择；结果及其名称在 Policy 工作表中维护。",
            "5. Add a line to the sheet Tests for each row you change: the values of a customer and the outcome it must get.",
            "   每修改一行，请在 Tests 工作表中补充一个场景：客户的数据及其应得的结果。",
            "6. Check before you hand it in: gradus check FILE and gradus test FILE. Rows 4 to 9 of Rules are technical and hidden.",
            "   提交前请检查：gradus check FILE 与 gradus test FILE。Rules 的第 4 至 9 行为技术行，已隐藏。");

    private StartingWorkbook() {}

    public static boolean isOutcomeCode(String text) {
        return CODE.matcher(text).matches();
    }

    /** The same workbook under another id, titled by it. */
    public static PolicyWorkbook like(PolicyWorkbook source, String id) {
        PolicyDescription policy = source.policy();
        Labels title = title(id);
        return new PolicyWorkbook(
                new PolicyDescription(
                        id,
                        title,
                        policy.description(),
                        policy.outcomes(),
                        policy.hitPolicy(),
                        policy.personalReason(),
                        policy.claim()),
                source.table(),
                source.scenarios(),
                Stream.concat(Stream.of(title.en()), source.guide().stream().skip(1))
                        .toList());
    }

    /**
     * A row for each outcome: example limits of the first field that has an order, or else values that the fields may
     * take; the last row catches everybody else. Each row that can be reached has a scenario.
     *
     * @param outcomes codes, highest first
     */
    public static PolicyWorkbook over(String id, List<Field> fields, List<String> outcomes) {
        List<ExampleLimit> limits = ExampleLimit.of(fields, outcomes.size() - 1);
        List<Row> rows = new ArrayList<>();
        List<Scenario> scenarios = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (i < limits.size()) {
                ExampleLimit limit = limits.get(i);
                rows.add(row(i, fields, limit.cells(), outcomes.get(i), limit.note()));
                scenarios.add(scenario(limit.note(), given(fields, limit.given()), outcomes.get(i)));
            } else {
                boolean catches = i == limits.size();
                String note = catches ? "Everybody else  其他客户" : "Give this row a condition  请为此行填写条件";
                rows.add(row(i, fields, Map.of(), outcomes.get(i), note));
                if (catches) {
                    scenarios.add(scenario(note, given(fields, Map.of()), outcomes.get(i)));
                }
            }
        }
        return new PolicyWorkbook(description(id, fields, outcomes), table(id, fields, rows), scenarios, guide(id));
    }

    private static DecisionTable table(String id, List<Field> fields, List<Row> rows) {
        List<ConditionColumn> columns = fields.stream()
                .map(field ->
                        new ConditionColumn(NOWHERE, field, "", field.label().en()))
                .toList();
        return new DecisionTable(id, columns, List.of(new ActionColumn(NOWHERE, null, "")), rows);
    }

    private static Row row(int index, List<Field> fields, Map<String, String> texts, String outcome, String note) {
        List<Cell> cells = fields.stream()
                .map(field -> new Cell(NOWHERE, texts.getOrDefault(field.name(), ""), Condition.ANY))
                .toList();
        return new Row(NOWHERE.sheet(), index + 1, cells, outcome, Map.of(), note);
    }

    /** What another policy decides of a customer of whom nothing is known is its own affair, so scenarios say it. */
    private static Map<String, Object> given(List<Field> fields, Map<String, Object> own) {
        Map<String, Object> given = new LinkedHashMap<>();
        fields.stream()
                .filter(field -> field.formula() instanceof Formula.OutcomeOf)
                .forEach(field -> given.put(field.name(), ExampleLimit.unused(field)));
        given.putAll(own);
        return given;
    }

    private static Scenario scenario(String name, Map<String, Object> given, String expected) {
        return new Scenario(Place.FILE, name, ScenarioReader.ANY_DAY, given, expected);
    }

    private static PolicyDescription description(String id, List<Field> fields, List<String> outcomes) {
        List<Outcome> described = outcomes.stream()
                .map(code -> new Outcome(code, same(words(code.replace('_', ' ')))))
                .toList();
        Labels description = new Labels(
                "By " + names(fields, Labels::en),
                "按" + names(fields, Labels::zhCn) + "划分",
                "按" + names(fields, Labels::zhTw) + "劃分");
        return new PolicyDescription(id, title(id), description, described);
    }

    private static String names(List<Field> fields, Function<Labels, String> language) {
        return fields.stream().map(Field::label).map(language).collect(joining(" · "));
    }

    private static Labels title(String id) {
        return same(words(id.replace('-', ' ')));
    }

    private static Labels same(String text) {
        return new Labels(text, text, text);
    }

    private static String words(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1).toLowerCase(Locale.ROOT);
    }

    private static List<String> guide(String id) {
        List<String> what = List.of(
                title(id).en(),
                "■ Where the figures come from  数值来源",
                "The limits and values are examples to start from; change them to suit your business.",
                "各界限与取值仅为示例，请按自身业务调整。",
                "■ What missing values mean  数据缺失时",
                "A customer who meets no condition for lack of data gets the outcome of the first row without conditions.",
                "因数据缺失而不符合任何条件的客户，得到第一个无条件行的结果。");
        return Stream.concat(what.stream(), HOW_TO_CHANGE.stream()).toList();
    }
}
