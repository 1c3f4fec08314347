package io.gradus.rules.analysis;

import static io.gradus.rules.fixtures.Policies.compile;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Compilation;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Release;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One fault is one finding, where it was made; what it hides is named. */
class FollowingFindingsTests {

    private static final Set<FindingCode> OF_COLUMNS =
            EnumSet.of(FindingCode.COLUMN_UNREAD, FindingCode.COLUMNS_EXCHANGED);

    /**
     * A fault made in a sound workbook.
     *
     * @param cells what is written where
     * @param finding the finding that it makes, as place and code
     * @param hidden what says, as a regular expression, that it was not looked for where another fault hides it
     */
    private record Fault(String name, Map<String, Object> cells, String finding, String hidden) {

        @Override
        public String toString() {
            return name;
        }

        WorkbookFixture in(WorkbookFixture workbook) {
            cells.forEach(workbook::set);
            return workbook;
        }

        boolean touches(Fault other) {
            return cells.keySet().stream().anyMatch(other.cells::containsKey);
        }
    }

    private static Fault fault(String name, String finding, String hidden, Object... cells) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            written.put((String) cells[i], cells[i + 1]);
        }
        String column = finding.matches("Rules!.\\d+ .*") ? finding.substring(0, "Rules!C".length()) : "";
        String table = column.isEmpty() ? "" : "|" + column + "\\d|the table at|the rules of the file";
        return new Fault(name, written, finding, hidden + table);
    }

    private static List<Fault> faults() {
        return List.of(
                fault("unknown field", "Rules!C9 FIELD_UNKNOWN", "-", "Rules!C9", "turnover"),
                fault("refused snippet", "Rules!D9 SNIPPET_REFUSED", "-", "Rules!D9", "floor(orders12m)"),
                fault("refused action", "Rules!F9 ACTION_REFUSED", "-", "Rules!F9", "$c.promote(\"$param\");"),
                fault("no snippet", "Rules!F9 SNIPPET_MISSING", "-", "Rules!F9", ""),
                fault("misspelt kind", "Rules!D7 COLUMN_KIND_REFUSED", "-", "Rules!D7", "CONDITON"),
                fault("misspelt action", "Rules!F7 COLUMN_KIND_REFUSED", "-", "Rules!F7", "ACTON"),
                fault("foreign type", "Rules!C8 PATTERN_REFUSED", "-", "Rules!C8", "$c : Person"),
                fault(
                        "no kinds",
                        "Rules!C6 COLUMN_KINDS_MISSING",
                        "-",
                        "Rules!C7",
                        "",
                        "Rules!D7",
                        "",
                        "Rules!E7",
                        "",
                        "Rules!F7",
                        "",
                        "Rules!G7",
                        ""),
                fault("no table", "RULE_TABLE_MISSING", "rules of the file", "Rules!C6", "Table of tiers"),
                fault("no number", "Rules!C11 NOT_A_NUMBER", "-", "Rules!C11", "many"),
                fault("unmarked ends", "Rules!D12 RANGE_ENDS_UNMARKED", "-", "Rules!D12", "5~9"),
                fault("no choice", "Rules!E13 CHOICE_UNKNOWN", "-", "Rules!E13", "SMALL"),
                fault("a formula's error", "Rules!C14 CELL_ERROR", "-", "Rules!C14", "=1/0"),
                fault("no outcome", "Rules!F14 OUTCOME_UNKNOWN", "outcomes of rows", "Rules!F14", "GOLD"),
                fault("blank outcome", "Rules!F13 OUTCOME_MISSING", "-", "Rules!F13", ""),
                fault(
                        "the same slip down a column",
                        "Rules!C12 NOT_A_NUMBER",
                        "-",
                        "Rules!C12",
                        "lots",
                        "Rules!C13",
                        "lots",
                        "Rules!C14",
                        "lots"),
                fault(
                        "an outcome misspelt throughout",
                        "Rules!F12 OUTCOME_UNKNOWN",
                        "outcomes of rows",
                        "Rules!F12",
                        "MIDDLE",
                        "Rules!F13",
                        "MIDDLE"),
                fault(
                        "exchanged headings",
                        "Rules!C9 COLUMNS_EXCHANGED",
                        "Rules!C",
                        "Rules!C9",
                        "type",
                        "Rules!E9",
                        "spend12m"),
                fault("a heading of another type", "Rules!C9 COLUMN_UNREAD", "-", "Rules!C9", "member"),
                fault("unknown hit policy", "Policy!C5 HIT_POLICY_UNKNOWN", "-", "Policy!C5", "ANY"),
                fault(
                        "hit policy of sums",
                        "Policy!A15 OUTCOME_NOT_COLLECTED",
                        "-",
                        "Policy!C5",
                        "COLLECT",
                        "Policy!A14",
                        "outcome"),
                fault("no list of outcomes", "Policy OUTCOMES_MISSING", "outcomes of rows", "Policy!A14", "result"),
                fault("refused code", "Policy!A16 OUTCOME_CODE_REFUSED", "outcomes of rows", "Policy!A16", "mid dle"),
                fault("refused id", "Policy!C4 POLICY_ID_REFUSED", "-", "Policy!C4", "My Tiers"),
                fault("no title", "Policy!C6 POLICY_ENTRY_MISSING", "-", "Policy!C6", "", "Policy!A6", "title en"),
                fault(
                        "entries elsewhere",
                        "Policy POLICY_ENTRY_MISSING",
                        "",
                        "Policy!A6",
                        "title",
                        "Policy!A9",
                        "text"),
                fault("unknown field of tests", "Tests!B3 FIELD_UNKNOWN", "scenarios", "Tests!B3", "turnover"),
                fault("no heading of tests", "Tests TESTS_HEADER_MISSING", "scenarios", "Tests!E3", "expected"),
                fault(
                        "no outcome of tests",
                        "Tests!E6 OUTCOME_UNKNOWN",
                        "scenarios|outcomes of rows",
                        "Tests!E6",
                        "GOLD"),
                fault("no number of tests", "Tests!D5 NOT_A_NUMBER", "scenarios", "Tests!D5", "many"),
                fault("a scenario fails", "Tests!E7 SCENARIO_FAILED", "scenarios", "Tests!E7", "HIGH"),
                fault("a row nobody meets", "Rules!D11 ROW_CONTRADICTS", "-", "Rules!D11", "(5..6)"),
                fault("beyond the field", "Rules!D13 FIELD_OUT_OF_DOMAIN", "-", "Rules!D13", ">= -5"));
    }

    private static WorkbookFixture sound() {
        return WorkbookFixture.over("spend12m", "orders12m", "type")
                .actions("channel")
                .row(">= 5,000", "", "ENTERPRISE", "HIGH", "visit")
                .row(">= 1,000", ">= 6", "ENTERPRISE", "MEDIUM", "call")
                .row(">= 800", "", "SMB", "MEDIUM", "mail")
                .row(">= 300", ">= 2", "", "LOW", "mail")
                .row("", "", "", "LOW", "none")
                .scenario("big", given("6000", 1, "ENTERPRISE"), "HIGH")
                .scenario("often", given("1500", 7, "ENTERPRISE"), "MEDIUM")
                .scenario("small firm", given("900", 1, "SMB"), "MEDIUM")
                .scenario("some", given("400", 3, "CONSUMER"), "LOW")
                .scenario("none", given("10", 1, "CONSUMER"), "LOW");
    }

    private static Map<String, Object> given(String spend, int orders, String type) {
        return Map.of("spend12m", new BigDecimal(spend), "orders12m", orders, "type", type);
    }

    /** What {@code gradus check} says: what is wrong with the source, and if it can decide, what its scenarios show. */
    private static List<Finding> check(PolicySource source) {
        Compilation compilation = compile(source);
        List<Finding> all = new ArrayList<>(compilation.findings());
        if (compilation instanceof Compilation.Succeeded succeeded) {
            all.addAll(Release.of(WorkbookFixture.VOCABULARY, List.of(succeeded.policy()))
                    .testFindings(succeeded.policy().description().id()));
        }
        return all;
    }

    private static List<String> errors(List<Finding> found) {
        return found.stream()
                .filter(Finding::isError)
                .map(finding -> (finding.place() + " " + finding.code()).strip())
                .toList();
    }

    private static String unexamined(List<Finding> found) {
        return found.stream()
                .filter(finding -> finding.code() == FindingCode.NOT_EXAMINED)
                .map(finding -> finding.message(Locale.ENGLISH))
                .reduce("", String::concat);
    }

    /** Whether the line of what was not examined names it, or a finding of the whole column. */
    private static boolean isNamed(Fault fault, List<Finding> found) {
        return Pattern.compile(fault.hidden()).matcher(unexamined(found)).find()
                || found.stream()
                        .filter(finding -> OF_COLUMNS.contains(finding.code()))
                        .anyMatch(finding -> fault.finding()
                                .startsWith(finding.place().toString().substring(0, "Rules!C".length())));
    }

    @Test
    void theWorkbookIsSound() {
        assertThat(check(sound().source())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsOneFinding(Fault fault) {
        List<Finding> found = check(fault.in(sound()).source());

        assertThat(errors(found)).containsExactly(fault.finding());
        assertThat(found.stream().filter(finding -> finding.code() == FindingCode.NOT_EXAMINED))
                .hasSizeLessThan(2);
    }

    /** Each fault with all those after it. */
    @ParameterizedTest
    @MethodSource("faults")
    void ofTwoFaultsEachIsSaidOrNamedAsHidden(Fault fault) {
        List<String> silent = new ArrayList<>();
        List<String> more = new ArrayList<>();
        List<Fault> others = faults().stream()
                .filter(other -> faults().indexOf(other) > faults().indexOf(fault))
                .filter(other -> !other.touches(fault))
                .toList();
        for (Fault other : others) {
            List<Finding> found = check(other.in(fault.in(sound())).source());
            Stream.of(fault, other)
                    .filter(one -> !errors(found).contains(one.finding()))
                    .filter(one -> !isNamed(one, found))
                    .forEach(one -> silent.add(one + " beside " + (one.equals(fault) ? other : fault) + ": " + found));
            errors(found).stream()
                    .filter(one -> !List.of(fault.finding(), other.finding()).contains(one))
                    .filter(one -> OF_COLUMNS.stream().noneMatch(code -> one.endsWith(code.name())))
                    .forEach(one -> more.add(fault + ", " + other + ": " + one));
        }
        assertThat(silent).isEmpty();
        assertThat(more).isEmpty();
    }
}
