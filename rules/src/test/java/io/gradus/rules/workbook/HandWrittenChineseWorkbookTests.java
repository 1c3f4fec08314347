package io.gradus.rules.workbook;

import static io.gradus.rules.fixtures.Policies.compile;
import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.Policies.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Release;
import io.gradus.rules.fixtures.WorkbookFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** A workbook that follows docs/workbook-format.md and nothing else: Chinese throughout, no styles, no hidden rows. */
class HandWrittenChineseWorkbookTests {

    private static final String[][] RULES = {
        {},
        {"", "RuleSet", "会员评估"},
        {},
        {"", "", "RuleTable 会员评估"},
        {
            "",
            "",
            "CONDITION",
            "CONDITION",
            "CONDITION",
            "CONDITION",
            "CONDITION",
            "CONDITION",
            "CONDITION",
            "ACTION",
            "ACTION",
            "ACTION"
        },
        {"", "", "$c : Customer"},
        {
            "",
            "",
            "shortTermAssets",
            "repurchaseProbability",
            "visits30d",
            "type",
            "member",
            "daysSinceLastVisit",
            "region",
            "$c.outcome(\"$param\");",
            "$c.action(\"followUp\", \"$param\");",
            "$c.action(\"manner\", \"$param\");"
        },
        {"", "说明", "短期资产", "复购概率", "近30天访问次数", "客户类型", "是否会员", "距最近访问", "地区", "会员等级", "回访频率", "沟通方式"},
        {"", "活跃的企业", "80000（含）以上", "超过70%", "至少３次", "非 CONSUMER", "是", "30天以内", "非 华南、华中", "核心", "每2个月", "深入、个性化"},
        {"", "中等资产", "1.5万元（含）至8万元", "30%（含）至70%", "", "", "", "", "", "重点", "1-1-2-3-7-7-15", ""},
        {"", "不活跃", "不足1.5万元", "", "不足３", "CONSUMER", "否", "超过90天", "", "一般", "自身节奏", "简明扼要"},
        {"", "华东、华北的企业", "", "", "", "ENTERPRISE、SMB", "", "", "华东、华北", "KEY 重点", "每２个月", ""},
        {"", "资产未知", "空", "", "", "", "", "", "", "待定", "无", ""},
        {"", "其他", "", "", "", "", "", "", "", "一般", "无", ""},
    };
    private static final String[][] POLICY = {
        {"id", "", "hui-yuan"},
        {"hit policy", "", "FIRST"},
        {"title en", "", "Member review"},
        {"title zh-CN", "", "会员评估"},
        {"title zh-TW", "", "會員評估"},
        {"description en", "", "Reviews members."},
        {"description zh-CN", "", "按资产与活跃度评估会员。"},
        {"description zh-TW", "", "按資產與活躍度評估會員。"},
        {},
        {"outcome"},
        {"CORE", "Core", "核心", "核心"},
        {"KEY", "Key", "重点", "重點"},
        {"GENERAL", "General", "一般", "一般"},
        {"PENDING", "Pending", "待定", "待定"},
    };
    private static final String[][] TESTS = {
        {
            "scenario",
            "shortTermAssets",
            "repurchaseProbability",
            "visits30d",
            "type",
            "member",
            "daysSinceLastVisit",
            "region",
            "expect"
        },
        {"情形", "短期资产", "复购概率", "访问次数", "类型", "会员", "距访问", "地区", "预期"},
        {"核心客户", "8万元", "71%", "３次", "SMB", "是", "30天", "华东", "核心"},
        {"中等客户", "1.5万元", "30%", "", "", "", "", "", "重点"},
        {"中等上限", "79,999.99", "0.6999", "", "", "", "", "", "KEY"},
        {"小客户", "1.4万", "", "2", "CONSUMER", "否", "91天", "", "一般"},
        {"企业", "９００００", "", "", "ENTERPRISE", "", "", "华北", "重点"},
        {"没有资产", "空", "", "", "", "", "", "", "待定"},
        {"其余", "5", "", "", "", "", "", "", "一般"},
    };

    private static PolicySource source() {
        try (Workbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            write(workbook.createSheet("规则"), RULES);
            write(workbook.createSheet("Policy"), POLICY);
            write(workbook.createSheet("Tests"), TESTS);
            workbook.write(out);
            return new PolicySource("会员.xlsx", out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Sheet sheet, String[][] lines) {
        for (int i = 0; i < lines.length; i++) {
            Row row = sheet.createRow(i);
            for (int column = 0; column < lines[i].length; column++) {
                write(row.createCell(column), lines[i][column]);
            }
        }
    }

    /** As a spreadsheet program does with what is typed. */
    private static void write(Cell cell, String typed) {
        if (typed.matches("\\d+(\\.\\d+)?")) {
            cell.setCellValue(Double.parseDouble(typed));
        } else {
            cell.setCellValue(typed);
        }
    }

    private static Decision decide(Map<String, Object> customer) {
        return compiled(source()).decide(profile(customer));
    }

    @Test
    void itIsCleanAndAllItsScenariosPass() {
        CompiledPolicy policy = compiled(source());

        assertThat(compile(source()).findings()).isEmpty();
        assertThat(policy.scenarios()).hasSize(7);
        assertThat(Release.of(WorkbookFixture.VOCABULARY, List.of(policy)).testFindings("hui-yuan"))
                .isEmpty();
    }

    @Test
    void itDecidesAsItReads() {
        Decision core = decide(Map.of(
                "shortTermAssets",
                new BigDecimal("80000"),
                "repurchaseProbability",
                new BigDecimal("0.75"),
                "visits30d",
                3,
                "type",
                "ENTERPRISE",
                "member",
                true,
                "daysSinceLastVisit",
                30,
                "region",
                "华东"));
        assertThat(core.outcome()).isEqualTo("CORE");
        assertThat(core.rowPlace()).isEqualTo("规则!9");
        assertThat(core.actions()).containsKeys("followUp", "manner");

        assertThat(decide(Map.of(
                                "shortTermAssets", new BigDecimal("15000"),
                                "repurchaseProbability", new BigDecimal("0.3")))
                        .outcome())
                .isEqualTo("KEY");
        assertThat(decide(Map.of(
                                "shortTermAssets", new BigDecimal("80000"),
                                "repurchaseProbability", new BigDecimal("0.3")))
                        .outcome())
                .isEqualTo("GENERAL");
        assertThat(decide(Map.of()).outcome()).isEqualTo("PENDING");
    }
}
