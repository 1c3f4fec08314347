package io.gradus.rules.drools;

import static io.gradus.rules.fixtures.Policies.findings;
import static io.gradus.rules.fixtures.Policies.messages;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.PolicySource;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a table of other tools is said at the cell that is wrong, once. */
class NativeTableFaultsTests {

    private static PolicySource table(String pattern, String condition, String variable, String action) {
        return csv("""
                RuleSet,x
                ,
                RuleTable x
                NAME,CONDITION,ACTION
                ,%s,%s
                ,%s,%s
                n,v,t
                r1,5000,GOLD
                r2,,BASIC
                """.formatted(quoted(pattern), quoted(variable), quoted(condition), quoted(action)));
    }

    private static PolicySource csv(String text) {
        return new PolicySource("t.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    @ParameterizedTest(name = "{0} under {2}: {3}")
    @CsvSource(delimiter = '~', quoteCharacter = '\0', nullValues = "-", textBlock = """
        $c : Customer          ~ -   ~ offer.setTier("$param"); ~ offer
        $c : Customer          ~ -   ~ offer .setTier("$param"); ~ offer
        $c : Customer          ~ -   ~ $o.outcome("$param"); ~ $o
        $c : Customer          ~ -   ~ customer.outcome("$param"); ~ customer
        $c : Customer          ~ -   ~ c.outcome("$param"); ~ c
        client : Customer()    ~ -   ~ $c.outcome("$param"); ~ $c
        client : Customer()    ~ -   ~ $client.setTier("$param") ~ $client
        $c : Customer          ~ $d  ~ setTier("$param") ~ $d
        $客户 : Customer         ~ -   ~ $c.outcome("$param"); ~ $c
        Customer               ~ -   ~ offer.setTier("$param"); ~ offer
        """)
    void whatNoConditionBindsIsRefused(String pattern, String variable, String action, String named) {
        PolicySource source = table(pattern, "spend12m >= $param", variable == null ? "" : variable, action);

        String place = variable == null ? "t!C6" : "t!C5";
        assertThat(messages(source))
                .filteredOn(message -> message.contains("binds " + named + ","))
                .singleElement()
                .asString()
                .startsWith(place);
        assertThat(findings(source))
                .filteredOn(finding -> finding.startsWith("t!"))
                .containsExactly(place + " FACT_NOT_BOUND");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '\0', nullValues = "-", textBlock = """
        $c : Customer       ~ -      ~ $c.setTier("$param");
        client : Customer() ~ -      ~ client.setTier("$param")
        $客户 : Customer      ~ -      ~ $客户.setTier("$param");
        $c : Customer       ~ $c     ~ setTier("$param")
        Customer            ~ -      ~ $c.outcome("$param");
        """)
    void whatIsBoundIsTaken(String pattern, String variable, String action) {
        PolicySource source = table(pattern, "spend12m >= $param", variable == null ? "" : variable, action);

        assertThat(messages(source)).noneMatch(message -> message.contains("binds"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = ';', textBlock = """
        $p : Person                        ; Person
        Person                             ; Person
        Person()                           ; Person
        $p : Person(age > 5)               ; Person
        p: org.acme.Person(age > 5)        ; Person
        $o : Order                         ; Order
        $客户 : 客户                          ; 客户
        客户(年龄 > 5)                        ; 客户
        $p : person                        ; person
        person                             ; person
        $x : com.acme.客户                   ; 客户
        """)
    void theTypeAloneIsNamed(String pattern, String type) {
        assertThat(messages(table(pattern, "spend12m >= $param", "", "$c.outcome(\"$param\");")))
                .anyMatch(message -> message.startsWith("t!B5: " + type + " is not a type that policies know"));
    }

    @Test
    void aColumnWithoutASnippetIsNamed() {
        assertThat(messages(table("$c : Customer", "spend12m >= $param", "", "")))
                .contains("t!C6: there is no snippet below ACTION");
        assertThat(messages(table("$c : Customer", "", "", "$c.outcome(\"$param\");")))
                .contains("t!B6: there is no snippet below CONDITION");
    }

    @Test
    void aMissingRowOfTypesIsNamedOnce() {
        PolicySource source = csv("""
                RuleSet,x
                ,
                RuleTable x
                NAME,CONDITION,ACTION
                ,spend12m >= $param,"$c.outcome(""$param"");"
                n,v,t
                r1,5000,GOLD
                r2,,BASIC
                """);

        assertThat(findings(source))
                .filteredOn(finding -> finding.startsWith("t!"))
                .containsExactly("t!B5 TYPES_MISSING");
    }

    @ParameterizedTest
    @CsvSource({"high", "1.5", "2147483648", "-2147483649", "1e3", "99999999999", "1 0", "ten", "一", "5%"})
    void aPriorityIsAWholeNumberWithinBounds(String priority) {
        PolicySource source = csv("""
                RuleSet,x
                RuleTable x
                PRIORITY,CONDITION,ACTION
                ,$c : Customer
                ,spend12m >= $param,"$c.outcome(""$param"");"
                n,v,t
                %s,5000,GOLD
                1,,BASIC
                """.formatted(priority));

        assertThat(findings(source)).contains("t!A7 PRIORITY_REFUSED");
        assertThat(messages(source))
                .anyMatch(message -> message.contains("from -2147483648 to 2147483647; found " + priority));
    }

    @ParameterizedTest
    @CsvSource({"2147483647", "-2147483648", "0", "-5", "1000000000"})
    void everyPriorityOfDroolsIsTaken(String priority) {
        PolicySource source = csv("""
                RuleSet,x
                RuleTable x
                PRIORITY,CONDITION,ACTION
                ,$c : Customer
                ,spend12m >= $param,"$c.outcome(""$param"");"
                n,v,t
                %s,5000,GOLD
                1,,BASIC
                """.formatted(priority));

        assertThat(findings(source)).noneMatch(finding -> finding.endsWith("PRIORITY_REFUSED"));
    }
}
