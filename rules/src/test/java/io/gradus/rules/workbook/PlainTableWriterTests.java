package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.findings;
import static io.gradus.rules.fixtures.Policies.profile;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Profile;
import io.gradus.rules.fixtures.PlainDrools;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exported tables, compiled by Drools alone and read back, beside the tables they came from. */
class PlainTableWriterTests {

    private static final Map<String, List<Object>> VALUES = Map.ofEntries(
            Map.entry("spend12m", decimals("0", "999.99", "1000", "1000.00", "2000", "2000.01")),
            Map.entry("repurchaseProbability", decimals("0.1", "0.5", "0.50", "0.9")),
            Map.entry("orders", List.of(-1, 0, 1, 5, 6, 10)),
            Map.entry("type", List.of("ENTERPRISE", "SMB", "CONSUMER")),
            Map.entry("region", List.of("north", "a, b", "missing", "上海", "= south", "x' || true")),
            Map.entry("interests", List.of(List.of(), List.of("tea"), List.of("tea", "wine"), List.of("a, b"))),
            Map.entry(
                    "lastOrderAt",
                    List.of(LocalDate.of(1969, 12, 31), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31))),
            Map.entry("member", List.of(true, false)));

    private static List<Object> decimals(String... values) {
        List<Object> decimals = new ArrayList<>();
        for (String value : values) {
            decimals.add(new BigDecimal(value));
        }
        return decimals;
    }

    private static Profile generated(Random random) {
        Map<String, Object> given = new HashMap<>();
        VALUES.forEach((field, values) -> {
            @Nullable Object value = random.nextInt(4) == 0 ? null : values.get(random.nextInt(values.size()));
            if (value != null) {
                given.put(field, value);
            }
        });
        return profile(given);
    }

    private static byte[] exported(PolicySource source) {
        WorkbookReading reading = new WorkbookReader(VOCABULARY).read(source);
        return PlainTableWriter.write(((WorkbookReading.Succeeded) reading).workbook());
    }

    private static Map<String, String> said(Decision decision) {
        Map<String, String> said = new HashMap<>(decision.actions());
        if (decision.outcome() != null) {
            said.put("outcome", decision.outcome());
        }
        return said;
    }

    private static void decidesTheSame(PolicySource source) {
        PolicySource exported = new PolicySource("tiers.xlsx", exported(source));
        PlainDrools drools = PlainDrools.of(exported);
        CompiledPolicy policy = compiled(source);
        CompiledPolicy again = compiled(exported);
        Random random = new Random(20261122);
        for (int i = 0; i < 400; i++) {
            Profile customer = generated(random);
            Decision decision = policy.decide(customer);
            assertThat(drools.decide(customer))
                    .as("%s\n%s", decision.facts(), drools.drl())
                    .isEqualTo(said(decision));
            assertThat(said(again.decide(customer))).as("%s", decision.facts()).isEqualTo(said(decision));
        }
        assertThat(findings(exported)).containsExactly("POLICY_SHEET_MISSING", "TESTS_SHEET_MISSING");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        spend12m              | 1,000
        spend12m              | 999.99, 2000
        spend12m              | != 1000, 2000
        spend12m              | [1000..2000)
        spend12m              | (1000..2000]
        spend12m              | < 1000
        spend12m              | <= 999.99
        spend12m              | missing
        spend12m              | present
        repurchaseProbability | 50%
        repurchaseProbability | > 10%
        orders                | 1, 5
        spend12m              | -1
        orders                | != 5
        orders                | > 5
        orders                | missing
        type                  | SMB
        type                  | SMB, CONSUMER
        type                  | not SMB
        type                  | present
        region                | north, 上海
        region                | == missing
        region                | x' || true
        region                | != north, missing
        interests             | tea
        interests             | tea, wine
        interests             | != tea, wine
        interests             | missing
        lastOrderAt           | >= 2026-01-01
        lastOrderAt           | [1969-12-31..2026-01-01]
        lastOrderAt           | 2026-03-31, 1969-12-31
        lastOrderAt           | != 2026-01-01
        member                | yes
        member                | != true
        """)
    void everyConditionInEveryKindOfField(String field, String cell) {
        decidesTheSame(
                WorkbookFixture.over(field).row(cell, "HIGH").row("", "LOW").source());
    }

    @Test
    void theFirstRowThatMatchesDecides() {
        decidesTheSame(WorkbookFixture.over("orders", "spend12m", "type", "lastOrderAt")
                .actions("channel", "gift")
                .row(">= 5", "[1000..2000)", "SMB", "", "HIGH", "telephone", "=1+1")
                .row("", ">= 1000", "not SMB", ">= 2026-01-01", "MEDIUM", "", "-10%")
                .row(">= 1", "", "", "", "MEDIUM", "@home", "")
                .row("missing", "< 1000", "", "", "HIGH", "+49 30", "")
                .row("", "", "", "", "LOW", "post", "")
                .source());
    }

    @Test
    void valuesWithCommasStayOneValue() {
        decidesTheSame(WorkbookFixture.over("region", "interests")
                .row("", "", "LOW")
                .row("", "", "HIGH")
                .set("Rules!C9", "region == $param")
                .set("Rules!C11", "a, b")
                .source());
    }

    @Test
    void cellsThatLookLikeFormulasStayTexts() throws Exception {
        byte[] exported = exported(WorkbookFixture.over("orders")
                .actions("gift")
                .row("", "HIGH", "=1+1")
                .source());

        try (Workbook workbook = new XSSFWorkbook(new ByteArrayInputStream(exported))) {
            Cell cell = workbook.getSheetAt(0).getRow(8).getCell(5);
            assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
            assertThat(cell.getStringCellValue()).isEqualTo("=1+1");
            assertThat(cell.getCellStyle().getQuotePrefixed()).isTrue();
        }
    }

    @Test
    void whatIsMoreThanATableIsNotWritten() {
        PolicySource source = WorkbookFixture.over("orders").row("", "HIGH").source();
        PolicyWorkbook read = ((WorkbookReading.Succeeded) new WorkbookReader(VOCABULARY).read(source)).workbook();
        PolicyWorkbook beyond = new PolicyWorkbook(
                read.policy(),
                read.table(),
                read.scenarios(),
                read.scenariosPlace(),
                read.guide(),
                Map.of(),
                new NativeTables(List.of(new io.gradus.rules.Place.Cell("Rules", 1, 1)), false, List.of()));

        assertThatThrownBy(() -> PlainTableWriter.write(beyond)).hasMessageContaining("Rules!B1");
    }
}
