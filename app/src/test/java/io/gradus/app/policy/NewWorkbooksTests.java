package io.gradus.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.Finding;
import io.gradus.rules.FindingCode;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Vocabulary;
import io.gradus.rules.VocabularyReader;
import io.gradus.rules.workbook.WorkbookLimits;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewWorkbooksTests {

    private static final Vocabulary VOCABULARY = VocabularyReader.shipped();

    /** What only the analyst can settle: the reason for personal data, and conditions where a field has too few values. */
    private static final Set<FindingCode> FOR_THE_ANALYST = Set.of(
            FindingCode.PERSONAL_WITHOUT_REASON,
            FindingCode.ROW_DEAD,
            FindingCode.ROW_UNTESTED,
            FindingCode.FIELD_NOT_ANALYSED);

    static Stream<String> fields() {
        return VOCABULARY.fields().stream().map(field -> field.name());
    }

    private static List<Finding> findings(String field, int outcomes) {
        List<String> codes =
                IntStream.rangeClosed(1, outcomes).mapToObj(i -> "TIER_" + i).toList();
        byte[] workbook = new NewWorkbooks(VOCABULARY, WorkbookLimits.DEFAULT).over("my-tiers", List.of(field), codes);
        return new PolicyFiles(VOCABULARY, WorkbookLimits.DEFAULT).check(new PolicySource("my-tiers.xlsx", workbook));
    }

    private static void expectToLoad(String field, int outcomes) {
        assertThat(findings(field, outcomes))
                .as("%s, %s outcomes", field, outcomes)
                .allSatisfy(finding -> assertThat(FOR_THE_ANALYST).contains(finding.code()));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void everyFieldAloneMakesAWorkbookThatLoads(String field) {
        expectToLoad(field, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"customerId", "type", "interests", "orders", "profit12m", "lastOrderAt", "lifecycleOutcome"})
    void anyNumberOfOutcomesMakesAWorkbookThatLoads(String field) {
        expectToLoad(field, 1);
        expectToLoad(field, 12);
    }

    @Test
    void limitsNeedNoRepair() {
        assertThat(findings("orders", 5)).isEmpty();
        assertThat(findings("type", 3)).isEmpty();
    }
}
