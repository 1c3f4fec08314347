package io.gradus.rules.drools;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Compilation;
import io.gradus.rules.fixtures.WorkbookFixture;
import io.gradus.rules.workbook.WorkbookLimits;
import org.junit.jupiter.api.Test;

class LargeTableTests {

    private static final WorkbookFixture TABLE = WorkbookFixture.over("orders", "spend12m")
            .row(">= 9", ">= 100", "HIGH")
            .row(">= 3", "", "MEDIUM")
            .row("", "", "LOW");

    private static Compilation compile(int conditions) {
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
        return new PolicyCompiler(WorkbookFixture.VOCABULARY, limits).compile(TABLE.source());
    }

    @Test
    void aTableMayHaveAsManyConditionsAsTheLimitSays() {
        assertThat(compile(3)).isInstanceOf(Compilation.Succeeded.class);
    }

    @Test
    void aTableWithMoreIsRefused() {
        assertThat(compile(2)).isInstanceOf(Compilation.Rejected.class);
        assertThat(compile(2).findings())
                .extracting(Object::toString)
                .containsExactly(": the table has 3 conditions; Drools compiles 2 at most in reasonable time");
    }
}
