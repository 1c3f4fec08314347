package io.gradus.rules.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Compilation;
import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.PolicySource;
import io.gradus.rules.fixtures.NativeTable;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.workbook.WorkbookLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

class LargeTableTests {

    private static final WorkbookFixture TABLE = WorkbookFixture.over("orders", "spend12m")
            .row(">= 9", "", "HIGH")
            .row(">= 9", ">= 100", "MEDIUM")
            .row("", "", "LOW");

    private static Compilation compile(int conditions) {
        return compile(TABLE.source(), conditions);
    }

    private static Compilation compile(PolicySource source, int conditions) {
        WorkbookLimits usual = WorkbookLimits.DEFAULT;
        WorkbookLimits limits = new WorkbookLimits(
                usual.fileBytes(),
                usual.unpackedBytes(),
                usual.ratio(),
                usual.parts(),
                usual.nodes(),
                usual.cells(),
                usual.rows(),
                usual.columns(),
                usual.cellCharacters(),
                usual.time(),
                conditions);
        return new PolicyCompiler(WorkbookFixture.VOCABULARY, limits).compile(source);
    }

    @Test
    void aTableMayHaveAsManyConditionsAsTheLimitSays() {
        assertThat(compile(3)).isInstanceOf(Compilation.Succeeded.class);
    }

    @Test
    void aTableWithMoreIsRefused() {
        assertThat(compile(2)).isInstanceOf(Compilation.Rejected.class);
        assertThat(compile(2).findings().get(0))
                .hasToString(": the table has 3 conditions; Drools compiles 2 at most in reasonable time");
    }

    @Test
    void aTableIsAnalysedThoughItIsTooLarge() {
        assertThat(codes(compile(3))).contains(FindingCode.ROW_DEAD);
        assertThat(codes(compile(2))).startsWith(FindingCode.TABLE_TOO_LARGE).containsAll(codes(compile(3)));
    }

    @Test
    void aTableThatDroolsReadsItselfMayHaveNoMoreThanThat() {
        PolicySource source = NativeTable.table("""
                CONDITION                          | ACTION
                $c : Customer
                spend12m >= $1 || orders >= $2     | $c.outcome("$param");
                either                             | tier
                5000, 10                           | GOLD
                1000, 2                            | SILVER
                """).xlsx();

        assertThat(compile(source, 2)).isInstanceOf(Compilation.Succeeded.class);
        assertThat(codes(compile(source, 1))).containsExactly(FindingCode.TABLE_TOO_LARGE);
    }

    private static List<FindingCode> codes(Compilation compilation) {
        return compilation.findings().stream().map(Finding::code).toList();
    }
}
