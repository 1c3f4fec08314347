package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.findings;
import static io.gradus.rules.fixtures.Policies.messages;
import static io.gradus.rules.fixtures.Policies.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Decision;
import io.gradus.rules.PolicySource;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTests {

    private static final String TABLE = """
            RuleSet,policies.tiers
            Import,io.gradus.rules.Customer

            ,RuleTable tiers
            ,CONDITION,CONDITION,ACTION
            ,$c : Customer...,$c : Customer...,
            ,orders,"region == ""$param""\","$c.outcome(""$param"");"
            Why 理由,Orders,Region,Tier
            often,>= 10,,HIGH
            near,"5, 6",上海,MEDIUM
            """;

    private static PolicySource csv(String text, Charset charset) {
        return new PolicySource("tiers.csv", text.getBytes(charset));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF"})
    void isATableOfTexts(String start) {
        PolicySource source = csv(start + TABLE, StandardCharsets.UTF_8);

        Decision decision = compiled(source).decide(profile(Map.of("orders", 6, "region", "上海")));

        assertThat(decision.outcome()).isEqualTo("MEDIUM");
        assertThat(decision.rowPlace()).isEqualTo("tiers!10");
        assertThat(decision.because()).isEqualTo("near: orders = 6 (5, 6); region = 上海 (== 上海)");
        assertThat(compiled(source).description().id()).isEqualTo("tiers");
    }

    @Test
    void faultsAreReportedAtTheirCell() {
        assertThat(findings(csv(TABLE.replace(">= 10", "many"), StandardCharsets.UTF_8)))
                .contains("tiers!B9 NOT_A_NUMBER");
    }

    @Test
    void otherEncodingsAreRefusedAtTheirLine() {
        assertThat(messages(csv(TABLE, Charset.forName("GB18030"))))
                .containsExactly("8:1: tiers.csv is not in UTF-8; GB18030 fits; save it as CSV UTF-8");
    }

    @Test
    void whatIsNoCsvIsRefusedAtItsLine() {
        assertThat(findings(csv(TABLE.replace("\"5, 6\"", "\"5, 6"), StandardCharsets.UTF_8)))
                .containsExactly("10:1 CSV_UNREADABLE");
        assertThat(findings(csv(",".repeat(CsvFile.MAXIMUM_BYTES + 1), StandardCharsets.UTF_8)))
                .containsExactly("FILE_TOO_LARGE");
        assertThat(findings(csv("a,b\n", StandardCharsets.UTF_8))).containsExactly("RULE_TABLE_MISSING");
        assertThat(findings(csv("", StandardCharsets.UTF_8))).containsExactly("FILE_EMPTY");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void theSeparatorIsFound(String separator) {
        String plain = """
                ;RuleTable tiers
                ;CONDITION;ACTION
                ;$c : Customer;
                ;orders;"$c.outcome(""$param"");"
                Why;Orders;Tier
                often;>= 10;HIGH
                else;;LOW
                """.replace(";\n", "\n")
                .replace("\"\");\"", "\"\")SEMI\"")
                .replace(";", separator)
                .replace("SEMI", ";");
        for (String start : new String[] {"", "\uFEFF", "sep=" + separator + "\r\n"}) {
            for (Charset charset :
                    new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
                boolean marked = start.startsWith("\uFEFF") || charset.equals(StandardCharsets.UTF_8);
                String begins = marked ? start : "\uFEFF" + start;

                assertThat(compiled(csv(begins + plain, charset))
                                .decide(profile(Map.of("orders", 12)))
                                .outcome())
                        .isEqualTo("HIGH");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"GB18030,GB18030", "GBK,GB18030", "Big5,Big5", "UTF-16LE,UTF-16LE", "UTF-16BE,UTF-16BE"})
    void theEncodingThatFitsIsNamed(String written, String fits) {
        String text = TABLE.replace("理由", "評等的理由說明").replace("上海", "臺灣北部地區");

        assertThat(messages(csv(text, Charset.forName(written))))
                .singleElement()
                .asString()
                .satisfies(message -> assertThat(message).contains("tiers.csv is", fits + " fits"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "\r\n\r\n", "\uFEFF", "\uFEFF\n", "\t", "  \n  "})
    void emptyIsEmpty(String text) {
        assertThat(messages(csv(text, StandardCharsets.UTF_8))).containsExactly(": tiers.csv is empty");
    }
}
