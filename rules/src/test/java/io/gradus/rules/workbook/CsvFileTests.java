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
                .containsExactly("8:1: tiers.csv is not in UTF-8; save it as CSV UTF-8");
    }

    @Test
    void whatIsNoCsvIsRefusedAtItsLine() {
        assertThat(findings(csv(TABLE.replace("\"5, 6\"", "\"5, 6"), StandardCharsets.UTF_8)))
                .containsExactly("10:1 CSV_UNREADABLE");
        assertThat(findings(csv(",".repeat(CsvFile.MAXIMUM_BYTES + 1), StandardCharsets.UTF_8)))
                .containsExactly("FILE_TOO_LARGE");
        assertThat(findings(csv("a,b\n", StandardCharsets.UTF_8))).containsExactly("RULE_TABLE_MISSING");
        assertThat(findings(csv("", StandardCharsets.UTF_8))).containsExactly("RULE_TABLE_MISSING");
    }
}
