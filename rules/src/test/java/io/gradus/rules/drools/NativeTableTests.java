package io.gradus.rules.drools;

import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.messages;
import static io.gradus.rules.fixtures.Policies.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Profile;
import io.gradus.rules.fixtures.NativeTable;
import io.gradus.rules.fixtures.PlainDrools;
import io.gradus.rules.fixtures.Policies;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables written for Drools by others, beside what Drools alone makes of them. */
class NativeTableTests {

    /** Customers around the limits that the tables here use, and one of whom nothing is known. */
    private static List<Profile> customers() {
        List<Profile> customers = new ArrayList<>();
        List<@Nullable String> types = Arrays.asList("ENTERPRISE", "SMB", "CONSUMER", null);
        for (@Nullable
        String spend : Arrays.asList("0", "999.99", "1000", "1000.01", "1999.99", "2000", "5000", null)) {
            for (@Nullable Integer orders : Arrays.asList(0, 1, 5, 10, null)) {
                for (@Nullable String type : types) {
                    Map<String, Object> given = new HashMap<>();
                    if (spend != null) {
                        given.put("spend12m", new BigDecimal(spend));
                    }
                    if (orders != null) {
                        given.put("orders", orders);
                    }
                    if (type != null) {
                        given.put("type", type);
                    }
                    customers.add(profile(given));
                }
            }
        }
        return customers;
    }

    private static Map<String, String> said(Decision decision) {
        Map<String, String> said = new TreeMap<>(decision.actions());
        if (decision.outcome() != null) {
            said.put("outcome", decision.outcome());
        }
        return said;
    }

    private static void decidesAsDroolsAlone(PolicySource source) {
        PlainDrools drools = PlainDrools.of(source);
        CompiledPolicy policy = compiled(source);
        List<Profile> customers = customers();

        List<Decision> batch = policy.decideAll(customers);

        for (int i = 0; i < customers.size(); i++) {
            Decision plain = policy.decide(customers.get(i));
            assertThat(said(plain)).as("%s", plain.facts()).isEqualTo(drools.decide(customers.get(i)));
            assertThat(batch.get(i)).isEqualTo(plain);
        }
    }

    private static NativeTable spendAndType() {
        return NativeTable.table("""
                CONDITION | CONDITION | CONDITION | ACTION
                $c : Customer | $c : Customer | $c : Customer |
                spend12m >= $param | spend12m < $param | type == "$param" | $c.setTier("$param");
                At least | Below | Type | Tier
                2000 | | ENTERPRISE | GOLD
                1000 | 2000 | ENTERPRISE | SILVER
                 | 1000 | ENTERPRISE | BRONZE
                2000 | | SMB | SILVER
                 | 2000 | SMB | BRONZE
                """).merge("A6:C6");
    }

    @Test
    void aTableOfLimitsAndTexts() {
        decidesAsDroolsAlone(spendAndType().xlsx());
        decidesAsDroolsAlone(spendAndType().xls());
        decidesAsDroolsAlone(NativeTable.of(spendAndType()
                        .text()
                        .replace(
                                "$c : Customer | $c : Customer | $c : Customer |",
                                "$c : Customer... | $c : Customer... | $c : Customer... |"))
                .csv());
    }

    /** Two groups, so that a row of each acts: the typed table cannot say it, and Drools' own compiler reads the sheet. */
    private static NativeTable groups(String noted) {
        return NativeTable.table("""
                CONDITION | CONDITION | ACTION | XOR-GROUP%1$s
                $c : Customer | $c : Customer | |
                spend12m >= $param | type == "$param" | $c.setTier("$param"); |
                At least | Type | Tier | Group
                2000 | ENTERPRISE | GOLD | a
                1000 | | SILVER | a
                 | SMB | BRONZE | b%2$s
                """.formatted(noted.isEmpty() ? "" : " | | notes", noted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " | | ask Ann",
                "\n\nAgreed with finance",
                "\n\n | Valid from next year",
                "\n\nNote | 备注：以财务口径为准",
                "\n | | | | | beside a blank row",
                "\n\n\n | | | | | 5000"
            })
    void notesBelowAndBesideSayNothing(String noted) {
        CompiledPolicy plain = compiled(groups("").xlsx());
        for (PolicySource source :
                List.of(groups(noted).xlsx(), groups(noted).xls(), groups(noted).csv())) {
            assertThat(messages(source)).hasSize(3);
            CompiledPolicy policy = compiled(source);
            for (Profile customer : customers()) {
                assertThat(said(policy.decide(customer))).isEqualTo(said(plain.decide(customer)));
            }
        }
    }

    @Test
    void mergedFootnotesSayNothing() {
        CompiledPolicy plain = compiled(groups("").xlsx());
        NativeTable noted = groups("\nApproved by the board").merge("A12:D12");

        for (Profile customer : customers()) {
            assertThat(said(compiled(noted.xlsx()).decide(customer))).isEqualTo(said(plain.decide(customer)));
        }
    }

    /** What reading the table found, not what the analysis says of rows that overlap or of customers left out. */
    private static List<String> findings(PolicySource source) {
        return Policies.findings(source).stream()
                .filter(finding -> !finding.endsWith("TABLE_GAP") && !finding.endsWith("ROW_DEAD"))
                .toList();
    }

    @Test
    void itIsDescribedByItsFileAndItsRows() {
        CompiledPolicy policy = compiled(spendAndType().named("our-tiers").xlsx());

        assertThat(policy.description().id()).isEqualTo("our-tiers");
        assertThat(policy.description().title().en()).isEqualTo("tiers");
        assertThat(policy.description().outcomes()).extracting("code").containsExactly("GOLD", "SILVER", "BRONZE");
        assertThat(compiled(spendAndType().named("Our Tiers (2)").xlsx())
                        .description()
                        .id())
                .isEqualTo("policies-tiers");
        assertThat(findings(spendAndType().xlsx())).containsExactly("POLICY_SHEET_MISSING", "TESTS_SHEET_MISSING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spend12m >= $1, spend12m < $2 | 1000, 2000 | 2000, 9999",
                "spend12m >= $1 && spend12m < $2 | 1000, 2000 | 2000, 9999",
                "spend12m > $param | 1999.99 | 5000.5",
                "spend12m >= | 1000 | 9999",
                "orders | 5 | 10",
                "orders == $param | 5 | 10",
                "orders in ($param) | 1, 5 | 10, 11",
                "type | SMB | CONSUMER",
                "type == | SMB | \"CONSUMER\"",
                "type == $param | \"SMB\" | \"CONSUMER\"",
                "type in ($param) | \"SMB\", \"ENTERPRISE\" | \"CONSUMER\"",
                "type == \"$1\" || type == \"$2\" | SMB, ENTERPRISE | CONSUMER, CONSUMER",
                "forall(||){type == \"$\"} | SMB, ENTERPRISE | CONSUMER",
                "type != null, type != \"$param\" | SMB | CONSUMER",
                "spend12m != null, orders == $param | 5 | 10",
            })
    void everyFormOfASnippet(String snippet) {
        String[] parts = snippet.split(" \\| ", -1);
        decidesAsDroolsAlone(NativeTable.table("CONDITION | ACTIVATION-GROUP | ACTION\n$c : Customer | | \n" + parts[0]
                        + " | | $c.outcome(\"$param\");\n\n" + parts[1] + " | one | HIGH\n" + parts[2]
                        + " | one | LOW\n")
                .xlsx());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$c : Customer",
                "$c:Customer()",
                "$c : Customer( )",
                "$c : io.gradus.rules.Customer",
            })
    void everyFormOfAPattern(String pattern) {
        decidesAsDroolsAlone(
                NativeTable.table("C | A\n" + pattern + " | \norders >= $param | $c.setTier(\"$param\");\n\n5 | GOLD\n")
                        .xlsx());
    }

    @Test
    void patternsWithConditionsOfTheirOwnAreSwitchedOnByAMark() {
        decidesAsDroolsAlone(NativeTable.table("""
                CONDITION | CONDITION | ACTION | ACTION
                $c : Customer(spend12m >= 2000) | | |
                 | $c : Customer(orders >= $1, orders < $2) | $c.setTier("GOLD"); | $c.setTier("$param");
                Big | Orders | Gold |
                X | | X |
                 | 0, 5 | | BRONZE
                """.replace("0, 5 | | BRONZE", "11, 15 | | BRONZE"))
                .xlsx());
    }

    @Test
    void ownNamesAndVariablesAboveActions() {
        decidesAsDroolsAlone(
                NativeTable.table("""
                CONDITION | ACTION | ACTION
                client : Customer | client | client
                orders >= $param | setTier("$param") | setChannel("$param")
                Orders | Tier | Channel
                10 | Gold Plus | telephone
                """.replace("Gold Plus", "GOLD_PLUS")).xlsx());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            PRIORITY;1;2;3
            PRIORITY;3;2;1
            PRIORITY;5;5;9
            P;-1;0;7
            """)
    void prioritiesOrderAGroup(String heading, String first, String second, String third) {
        PolicySource source = NativeTable.table(heading + """
                 | ACTIVATION-GROUP | CONDITION | ACTION
                 | | $c : Customer |
                 | | orders >= $param | $c.outcome("$param");
                Priority | Group | Orders | Tier
                """ + first + " | one | 0 | LOW\n" + second
                        + " | one | 5 | MEDIUM\n" + third + " | one | 10 | HIGH\n")
                .xlsx();

        decidesAsDroolsAlone(source);
        assertThat(findings(source)).containsExactly("POLICY_SHEET_MISSING", "TESTS_SHEET_MISSING");
    }

    @Test
    void sequentialRowsOfAGroupAreTriedFromTopToBottomWhateverTheirPriority() {
        decidesAsDroolsAlone(NativeTable.of("""
                RuleSet | policies.tiers
                Import | io.gradus.rules.Customer
                Sequential | true
                SequentialMaxPriority | 900
                EscapeQuotes | false
                Notes | anything

                RuleTable tiers
                PRIORITY | X | CONDITION | ACTION
                 | | $c : Customer |
                 | | orders >= $param | $c.outcome("$param");
                Priority | Group | Orders | Tier
                1 | one | 10 | HIGH
                2 | one | 5 | MEDIUM
                3 | one | 0 | LOW
                """).xlsx());
    }

    @Test
    void namesAndDescriptionsBecomeTheReason() {
        CompiledPolicy policy = compiled(NativeTable.table("""
                N | I | C | A | ENABLED | NO-LOOP | METADATA
                 | | $c : Customer | | | |
                 | | orders >= $param | $c.outcome("$param"); | | | Author($param)
                Name | Why | Orders | Tier | On | Once | By
                big | Orders often | 10 | HIGH | false | true | us
                small | Orders at times | 5 | LOW | true | true | us
                """).xlsx());

        Decision decision = policy.decide(profile(Map.of("orders", 11)));

        assertThat(decision.outcome()).isEqualTo("LOW");
        assertThat(decision.because()).isEqualTo("small Orders at times: orders = 11 (>= 5)");
    }

    @Test
    void severalTablesOfASheetAreOne() {
        PolicySource source = NativeTable.table("""
                CONDITION | ACTION
                $c : Customer |
                orders >= $param | $c.outcome("$param");
                Orders | Tier
                10 | HIGH

                Remark | this is no rule

                RuleTable more
                CONDITION | CONDITION | ACTION | ACTION
                $c : Customer | $c : Customer | |
                orders < $param | spend12m >= $param | $c.outcome("$param"); | $c.action("channel", "$param");
                Orders | Spend | Tier | Channel
                10 | 2000 | MEDIUM | telephone
                """).merge("A15:B15").xlsx();

        decidesAsDroolsAlone(source);
        Decision decision = compiled(source).decide(profile(Map.of("orders", 1, "spend12m", new BigDecimal("3000"))));
        assertThat(decision.rowPlace()).isEqualTo("Tables!18");
        assertThat(decision.actions()).containsExactly(Map.entry("channel", "telephone"));
    }

    @Test
    void tablesOnSeveralSheetsAndSideBySideAreTriedInTheirOrder() {
        String head = "\nRuleTable %s | | RuleTable %s\nC | A | C | A\n$c : Customer | | $c : Customer |\n"
                + "orders >= $param | $c.outcome(\"$param\"); | spend12m >= $param | $c.outcome(\"$param\");\n\n";
        CompiledPolicy policy = compiled(NativeTable.of("# One" + head + "10 | A1 | 5000 | A2\n# Two" + head
                        + "5 | B1 | 2000 | B2\n# Notes\nnothing of interest\n")
                .xlsx());

        assertThat(policy.decide(profile(Map.of("orders", 10))).rowPlace()).isEqualTo("One!6");
        assertThat(outcome(policy, 1, "5000")).isEqualTo("A2");
        assertThat(outcome(policy, 5, "2000")).isEqualTo("B1");
        assertThat(outcome(policy, 1, "2000")).isEqualTo("B2");
        assertThat(policy.decide(profile(Map.of("orders", 7))).rowPlace()).isEqualTo("Two!6");
    }

    private static String outcome(CompiledPolicy policy, int orders, String spend) {
        return policy.decide(profile(Map.of("orders", orders, "spend12m", new BigDecimal(spend))))
                .outcomeOrEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            RuleSet;com.acme.Any Rules;
            Sequential;yes;
            SequentialMaxPriority;500;
            SequentialMinPriority;1;
            SequentialMaxPriority;many;Tables!B3 KEYWORD_VALUE_REFUSED
            EscapeQuotes;false;
            IgnoreNumericFormat;true;
            NumericDisabled;false;
            NumericDisabled;true;Tables!B3 KEYWORD_VALUE_REFUSED
            Dialect;java;
            Dialect;groovy;Tables!B3 KEYWORD_VALUE_REFUSED
            Import;com.acme.crm.Customer, java.util.List;
            Import;com.acme.crm.*;
            Import;com.acme.crm.Order;Tables!B3 IMPORT_REFUSED
            Import;java.lang.Runtime;Tables!B3 IMPORT_REFUSED
            Variables;java.util.List list;Tables!A3 KEYWORD_REFUSED
            Functions;function void f() {};Tables!A3 KEYWORD_REFUSED
            Queries;query q() end;Tables!A3 KEYWORD_REFUSED
            Declare;declare X end;Tables!A3 KEYWORD_REFUSED
            Unit;com.acme.U;Tables!A3 KEYWORD_REFUSED
            PRIORITY;7;
            PRIORITY;high;Tables!B3 PRIORITY_REFUSED
            ACTIVATION-GROUP;one;
            NO-LOOP;true;
            ENABLED;true;
            ENABLED;启用;
            ENABLED;1;
            ENABLED;perhaps;Tables!B3 NOT_A_TRUTH
            DURATION;1000;Tables!A3 KEYWORD_REFUSED
            TIMER;(int: 5s);Tables!A3 KEYWORD_REFUSED
            CALENDARS;"weekday";Tables!A3 KEYWORD_REFUSED
            LOCK-ON-ACTIVE;true;Tables!A3 KEYWORD_REFUSED
            AUTO-FOCUS;true;Tables!A3 KEYWORD_REFUSED
            AGENDA-GROUP;a;Tables!A3 KEYWORD_REFUSED
            RULEFLOW-GROUP;a;Tables!A3 KEYWORD_REFUSED
            DATE-EFFECTIVE;01-Jan-2026;Tables!A3 KEYWORD_REFUSED
            DATE-EXPIRES;01-Jan-2026;Tables!A3 KEYWORD_REFUSED
            Description;Tiers of ours;
            """)
    void everyKeywordAboveATableIsHonouredOrRefusedByName(String keyword, String value, @Nullable String finding) {
        PolicySource source = NativeTable.of("""

                remark | of ours
                %s | %s

                RuleTable t
                C | A
                $c : Customer |
                orders >= $param | $c.outcome("$param");

                5 | HIGH
                """.formatted(keyword, value)).xlsx();

        if (finding == null) {
            assertThat(compiled(source).decide(profile(Map.of("orders", 5))).outcome())
                    .isEqualTo("HIGH");
        } else {
            assertThat(findings(source)).contains(finding);
            assertThat(messages(source))
                    .anyMatch(text ->
                            text.contains(finding.contains("A3") || finding.contains("VALUE") ? keyword : value));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            NAME;my rule;
            N;my rule;
            DESCRIPTION;why;
            I;why;
            PRIORITY;7;
            P;7;
            PRIORITY;(1 + 2);Tables!C7 PRIORITY_REFUSED
            ACTIVATION-GROUP;one;
            XOR-GROUP;one;
            X;one;
            NO-LOOP;true;
            UNLOOP;true;
            U;true;
            ENABLED;true;
            B;true;
            METADATA;x;
            @;x;
            DURATION;5;Tables!C3 COLUMN_KIND_REFUSED
            D;5;Tables!C3 COLUMN_KIND_REFUSED
            TIMER;5;Tables!C3 COLUMN_KIND_REFUSED
            T;5;Tables!C3 COLUMN_KIND_REFUSED
            CALENDARS;c;Tables!C3 COLUMN_KIND_REFUSED
            E;c;Tables!C3 COLUMN_KIND_REFUSED
            LOCK-ON-ACTIVE;true;Tables!C3 COLUMN_KIND_REFUSED
            L;true;Tables!C3 COLUMN_KIND_REFUSED
            AUTO-FOCUS;true;Tables!C3 COLUMN_KIND_REFUSED
            F;true;Tables!C3 COLUMN_KIND_REFUSED
            AGENDA-GROUP;a;Tables!C3 COLUMN_KIND_REFUSED
            G;a;Tables!C3 COLUMN_KIND_REFUSED
            RULEFLOW-GROUP;a;Tables!C3 COLUMN_KIND_REFUSED
            R;a;Tables!C3 COLUMN_KIND_REFUSED
            DATE-EFFECTIVE;01-Jan-2026;Tables!C3 COLUMN_KIND_REFUSED
            V;01-Jan-2026;Tables!C3 COLUMN_KIND_REFUSED
            DATE-EXPIRES;01-Jan-2026;Tables!C3 COLUMN_KIND_REFUSED
            Z;01-Jan-2026;Tables!C3 COLUMN_KIND_REFUSED
            SALIENCE;7;Tables!C3 COLUMN_KIND_REFUSED
            """)
    void everyKindOfColumnIsHonouredOrRefusedByName(String kind, String cell, @Nullable String finding) {
        PolicySource source = NativeTable.of("""

                RuleTable t
                C | A | %s
                $c : Customer | |
                orders >= $param | $c.outcome("$param"); |
                Orders | Tier |
                5 | HIGH | %s
                """.formatted(kind, cell)).xlsx();

        if (finding == null) {
            assertThat(compiled(source).decide(profile(Map.of("orders", 5))).outcome())
                    .isEqualTo("HIGH");
        } else {
            assertThat(findings(source)).contains(finding);
            assertThat(messages(source))
                    .anyMatch(text -> text.contains(finding.endsWith("KIND_REFUSED") ? kind : cell));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "true, HIGH",
        "Y, HIGH",
        "on, HIGH",
        "1, HIGH",
        "是, HIGH",
        "√, HIGH",
        "启用, HIGH",
        "啟用, HIGH",
        "false, LOW",
        "n, LOW",
        "off, LOW",
        "0, LOW",
        "否, LOW",
        "×, LOW",
        "停用, LOW"
    })
    void aRowIsEnabledByPlainWords(String word, String outcome) {
        String text = """

                RuleTable t
                CONDITION | ACTION | ENABLED | XOR-GROUP
                $c : Customer | | |
                %s | $c.outcome("$param"); | |
                Orders | Tier | |
                %s | HIGH | %s | one
                %s | LOW | yes | one
                """;
        PolicySource plain = NativeTable.of(text.formatted("orders >= $param", "5", word, "1"))
                .xlsx();
        PolicySource beyond = NativeTable.of(text.formatted("orders >= $1 || spend12m >= $2", "5, 9", word, "1, 1"))
                .xlsx();

        for (PolicySource source : List.of(plain, beyond)) {
            assertThat(compiled(source).decide(profile(Map.of("orders", 7))).outcome())
                    .isEqualTo(outcome);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"31-Feb-2026", "29-Feb-2026", "31-Apr-2026", "0-Jan-2026"})
    void aDayThatIsNoneIsRefused(String day) {
        assertThat(findings(NativeTable.table("CONDITION | ACTION\n$c : Customer | \nlastVisitAt >= \"$param\""
                                + " | $c.outcome(\"$param\");\nVisit | Tier\n" + day + " | HIGH\n")
                        .xlsx()))
                .contains("Tables!A9 NOT_A_DATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "maybe", "2", "A"})
    void noOtherWordSwitchesARowOff(String word) {
        assertThat(findings(NativeTable.of("""

                RuleTable t
                CONDITION | ACTION | ENABLED
                $c : Customer | |
                orders >= $param | $c.outcome("$param"); |
                Orders | Tier |
                5 | HIGH | %s
                """.formatted(word)).xlsx())).contains("Tables!C7 NOT_A_TRUTH");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            $o : Order;Order
            Applicant;Applicant
            $a : com.acme.Applicant();Applicant
            $c : Customer from $list;$c : Customer from
            not Customer;not Customer
            """)
    void typesThatAreNoCustomersAreRefusedAtTheirCell(String pattern, String named) {
        PolicySource source = NativeTable.table(
                        "C | A\n" + pattern + " | \norders | $c.setTier(\"$param\");\n\n5 | GOLD\n")
                .xlsx();

        assertThat(messages(source)).anyMatch(text -> text.startsWith("Tables!A6: " + named));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            orders~update($c);
            orders~modify($c) { setTier("$param") };
            orders~$c.setTier("$param"); System.exit(1);
            orders~$c.setTier(System.getProperty("x"));
            orders~System.out.println("$param");
            """)
    void actionsThatDoMoreAreRefused(String condition, String action) {
        PolicySource source = NativeTable.table(
                        "C | A\n$c : Customer | \n" + condition + " | " + action + "\n\n5 | GOLD\n")
                .xlsx();

        assertThat(findings(source)).contains("Tables!B7 ACTION_REFUSED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spend12m >= $1 || orders >= $2 | 2000, 10 | 1000, 5",
                "(spend12m >= $1 && type == \"$3\") || orders == $2 | 1000.5, 10, SMB | 0, 5, CONSUMER",
                "spend12m < $1 || (type != null && type != \"$2\") | 1000, SMB | 2000, SMB",
                "type == \"$1\" || orders in ($2, $3) | SMB, 1, 5 | CONSUMER, 10, 0",
                "orders >= $1, spend12m >= $2 || type == null | 1, 2000 | 5, 1000",
            })
    void conditionsBeyondTheModelGoDroolsOwnWay(String snippet) {
        String[] parts = snippet.split(" \\| ", -1);
        PolicySource source = NativeTable.table("CONDITION | CONDITION | ACTIVATION-GROUP | PRIORITY | ACTION\n"
                        + "$c : Customer | $c : Customer | | | \n" + parts[0]
                        + " | orders != null, orders < $param | | | $c.outcome(\"$param\");\n\n" + parts[1]
                        + " | | one | 1 | HIGH\n" + parts[2] + " | 6 | one | 2 | LOW\n")
                .merge("A6:B6")
                .xlsx();

        decidesAsDroolsAlone(source);
        assertThat(findings(source))
                .containsExactly("POLICY_SHEET_MISSING", "TESTS_SHEET_MISSING", "Tables!A9 TABLE_NOT_ANALYSED");
    }

    @Test
    void aRowOfEachActivationGroupActs() {
        PolicySource source = NativeTable.table("""
                CONDITION | CONDITION | ACTIVATION-GROUP | ACTION | ACTION
                $c : Customer | $c : Customer | | |
                spend12m >= $param | orders >= $param | | $c.outcome("$param"); | $c.action("channel", "$param");
                Spend | Orders | Group | Tier | Channel
                2000 | | tier | HIGH |
                0 | | tier | LOW |
                 | 10 | channel | | telephone
                 | 1 | channel | | post
                 | 5 | | MEDIUM |
                """).merge("A6:B6").xlsx();

        decidesAsDroolsAlone(source);
        Decision decision = compiled(source).decide(profile(Map.of("spend12m", new BigDecimal("3000"), "orders", 11)));
        assertThat(decision.rowPlace()).isEqualTo("Tables!13");
        assertThat(decision.otherRows()).extracting(row -> row.place()).containsExactly("Tables!9", "Tables!11");
    }

    /** Drools ends the first table at the row where the second begins, and drops the rest without a word. */
    @Test
    void aTableThatBeginsBesideTheRowsOfAnotherIsRefused() {
        String text = """
                RuleTable one
                CONDITION | ACTION
                $c : Customer |
                orders >= $param | $c.outcome("$param");
                Orders | Tier
                50 | GOLD | | %s
                20 | SILVER | | CONDITION | ACTION
                10 | BRONZE | | $c : Customer |
                5 | BASIC | | spend12m >= $param | $c.outcome("$param");
                 | | | Spend | Tier
                 | | | 2000 | GOLD
                """;

        assertThat(findings(NativeTable.of(text.formatted("RuleTable two")).xlsx()))
                .contains("Tables!D6 TABLE_CUTS_ANOTHER");
        assertThat(messages(NativeTable.of(text.formatted("RuleTable two")).xlsx()))
                .anyMatch(message -> message.startsWith("Tables!D6: ") && message.contains("Tables!A1"));
    }

    @Test
    void aTableMayBeginFurtherRightBelowAnother() {
        String lower = """
                %s | | | RuleTable two
                 | | | CONDITION | ACTION
                 | | | $c : Customer |
                 | | | orders >= $param | $c.outcome("$param");
                 | | | Orders | Tier
                 | | | 5 | SILVER
                """;
        String upper = """
                Import | io.gradus.rules.Customer
                RuleTable one
                CONDITION | ACTION
                $c : Customer |
                orders >= $param | $c.outcome("$param");
                Orders | Tier
                50 | GOLD
                """;

        decidesAsDroolsAlone(NativeTable.of(upper + lower.formatted("")).xlsx());
        decidesAsDroolsAlone(NativeTable.of(upper + "\n" + lower.formatted("")).xlsx());
        assertThat(findings(NativeTable.of(upper + lower.formatted("20")).xlsx()))
                .contains("Tables!D8 TABLE_CUTS_ANOTHER");
    }

    @Test
    void tablesThatGiveOutcomesAndActionsApart() {
        decidesAsDroolsAlone(NativeTable.table("""
                CONDITION | ACTION
                $c : Customer |
                spend12m >= $param | $c.setTier("$param");
                Spend | Tier
                2000 | HIGH

                RuleTable channels
                CONDITION | CONDITION | ACTION
                $c : Customer | $c : Customer |
                orders | type | $c.setChannel("$param");
                Orders | Type | Channel
                10 | SMB | telephone
                10 | ENTERPRISE | visit
                """).merge("A13:B13").xlsx());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            orders >= $1 || spend12m >= $2~5) || eval(System.exit(1) == null, 1~CONDITION_REFUSED
            orders >= $1 || spend12m >= $2~5, 1) then System.exit(1); end rule "x" when Customer(orders > 1~CONDITION_REFUSED
            orders >= $1 || spend12m >= $2~5, System.exit(1)~CONDITION_REFUSED
            orders >= $1 || spend12m >= $2~5~CONDITION_REFUSED
            orders >= $1, orders < $2~6, 5~RANGE_EMPTY
            orders >= $1 || turnover >= $2~5, 1~FIELD_UNKNOWN
            orders >= $1 || eval($2)~5, 1~SNIPPET_REFUSED
            """)
    void whatTheGuardWouldRefuseIsRefusedAtItsCell(String snippet, String cell, String code) {
        PolicySource source = NativeTable.table(
                        "C | A\n$c : Customer | \n" + snippet + " | $c.setTier(\"$param\");\n\n" + cell + " | GOLD\n")
                .xlsx();

        assertThat(findings(source))
                .contains((code.startsWith("CONDITION") || code.startsWith("RANGE") ? "Tables!A9 " : "Tables!A7 ")
                        + code);
    }

    @Test
    void rowsThatBothMatchWithoutAnActivationGroupAreNamed() {
        NativeTable overlapping = NativeTable.table("""
                CONDITION | CONDITION | ACTION
                $c : Customer | $c : Customer |
                orders >= $param | orders < $param | $c.setTier("$param");
                From | Below | Tier
                0 | 5 | LOW
                4 | 9 | MEDIUM
                9 | | HIGH
                """);

        assertThat(messages(overlapping.xlsx()))
                .anyMatch(text -> text.startsWith("Tables!A10: this row and Tables!9 can match the same customer"));
        assertThat(compiled(overlapping.xlsx())
                        .decide(profile(Map.of("orders", 4)))
                        .outcome())
                .isEqualTo("LOW");
        assertThat(findings(NativeTable.of(overlapping.text().replace("4 | 9", "5 | 9"))
                        .xlsx()))
                .containsExactly("POLICY_SHEET_MISSING", "TESTS_SHEET_MISSING");
        assertThat(findings(NativeTable.of("ACTIVATION-GROUP | one\n" + overlapping.text())
                        .xlsx()))
                .containsExactly("POLICY_SHEET_MISSING", "TESTS_SHEET_MISSING");
    }

    /** Every example of conditions in docs/workbook-format.md is understood. */
    @Test
    void theExamplesOfTheDocumentAreUnderstood() throws IOException {
        String document = Files.readString(Path.of("../docs/workbook-format.md"));
        String table = document.substring(document.indexOf("| snippet | cell |"), document.indexOf("**Actions**"));
        List<String> examples = table.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.replace("\\|", "¦"))
                .toList();

        assertThat(examples).hasSize(9);
        for (String example : examples) {
            String[] columns = example.split(" \\| ", -1);
            String snippet = columns[0].replaceAll("^\\| |`", "").replace('¦', '|');
            for (String cell : columns[1].replaceAll(" \\|$|, or .*", "").split("(?<=`), ", -1)) {
                PolicySource source = NativeTable.table("C | A\n$c : Customer | \n" + snippet
                                + " | $c.setTier(\"$param\");\n\n" + cell.replace("`", "") + " | GOLD\n")
                        .xlsx();
                assertThat(compiled(source).description().outcomes())
                        .as(example)
                        .hasSize(1);
            }
        }
    }

    /** Every kind of column and keyword that docs/workbook-format.md calls refused is refused, and only those. */
    @Test
    void theDocumentSaysWhatIsRefused() throws IOException {
        List<String> kinds = Files.readString(Path.of("../docs/workbook-format.md"))
                .lines()
                .dropWhile(line -> !line.startsWith("| kind of column"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();

        assertThat(kinds).hasSize(18);
        for (String line : kinds) {
            String[] columns = line.split(" \\| ", -1);
            boolean refused = columns[2].startsWith("refused");
            for (String kind : columns[0].replaceAll("[|` ]", "").split(",", -1)) {
                PolicySource source = NativeTable.of("RuleTable t\nC | A | " + kind + "\n$c : Customer | | \n"
                                + "orders | $c.setTier(\"$param\"); | "
                                + (kind.equals("ACTION")
                                        ? "$c.setB(\"$1\");"
                                        : kind.equals("CONDITION") ? "orders" : "")
                                + "\n\n5 | GOLD | \n")
                        .xlsx();
                assertThat(findings(source).contains("Tables!C2 COLUMN_KIND_REFUSED"))
                        .as(kind)
                        .isEqualTo(refused);
            }
        }
    }

    @Test
    void theWholePatternMayStandInTheSnippet() {
        decidesAsDroolsAlone(NativeTable.table("""
                CONDITION | ACTION

                $c : Customer(orders >= $1, spend12m >= $2) | $c.setTier("$param");
                Orders and spend | Tier
                5, 1000 | GOLD
                """).xlsx());
    }

    @Test
    void severalSheetsGoDroolsOwnWayTogether() {
        String table = """
                RuleTable t
                C | X | A
                $c : Customer | |
                orders >= $1 || spend12m >= $2 | | $c.setTier("$param");

                """;
        CompiledPolicy policy = compiled(NativeTable.of(
                        "# One\n" + table + "10, 5000 | one | GOLD\n# Two\n" + table + "5, 2000 | one | SILVER\n")
                .xlsx());

        assertThat(outcome(policy, 10, "0")).isEqualTo("GOLD");
        assertThat(outcome(policy, 5, "0")).isEqualTo("SILVER");
        assertThat(policy.decide(profile(Map.of("orders", 5))).rowPlace()).isEqualTo("Two!6");
        assertThat(policy.decideAll(customers())).hasSize(customers().size());
    }

    @Test
    void daysAreReadAsDroolsWritesThem() {
        CompiledPolicy policy = compiled(NativeTable.table("""
                C | C | A
                $c : Customer | $c : Customer |
                lastOrderAt >= "$param" | lastOrderAt < $param | $c.setTier("$param");

                01-Jan-2026 | 2026-04-01 | GOLD
                """).xlsx());

        assertThat(policy.decide(profile(Map.of("lastOrderAt", LocalDate.of(2026, 3, 31))))
                        .outcome())
                .isEqualTo("GOLD");
        assertThat(policy.decide(profile(Map.of("lastOrderAt", LocalDate.of(2025, 12, 31))))
                        .outcome())
                .isNull();
    }

    @Test
    void longCellsAreReadOrRefused() {
        String list = "\"SMB\", ".repeat(4_000) + "\"SMB\"";
        for (String snippet : List.of("type", "type in ($param)", "forall(||){type == $}")) {
            assertThat(findings(NativeTable.table("C | A\n$c : Customer | \n" + snippet
                                    + " | $c.setTier(\"$param\");\n\n" + list + " | GOLD\n")
                            .xlsx()))
                    .doesNotContain("FILE_UNREADABLE");
        }
        String nested = "(".repeat(4_000) + "orders >= $1" + ")".repeat(4_000);
        assertThat(findings(NativeTable.table(
                                "C | A\n$c : Customer | \n" + nested + " | $c.setTier(\"$param\");\n\n5 | GOLD\n")
                        .xlsx()))
                .contains("Tables!A7 SNIPPET_REFUSED");
    }
}
