package io.gradus.tables;

import static io.gradus.rules.fixtures.Policies.compiled;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Profile;
import io.gradus.rules.fixtures.PlainDrools;
import io.gradus.rules.workbook.PlainTableWriter;
import io.gradus.rules.workbook.WorkbookReader;
import io.gradus.rules.workbook.WorkbookReading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped table, exported, compiled by Drools alone and run in plain sessions. */
class PlainExportTests {

    private static final int GENERATED = 3_000;
    private static final int BOUNDARIES = 3_000;

    static Stream<PolicySource> workbooks() {
        return ShippedPoliciesTests.workbooks();
    }

    private static Map<String, String> said(Decision decision) {
        Map<String, String> said = new TreeMap<>(decision.actions());
        if (decision.outcome() != null) {
            said.put("outcome", decision.outcome());
        }
        return said;
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void decidesTheSameInDroolsAloneAndReadBack(PolicySource source) {
        WorkbookReading reading = new WorkbookReader(VOCABULARY).read(source);
        var workbook = ((WorkbookReading.Succeeded) reading).workbook();
        PolicySource exported = new PolicySource(source.baseName() + ".xlsx", PlainTableWriter.write(workbook));
        Random random = new Random(20261122);
        List<Profile> boundaries = new ArrayList<>(Boundaries.profiles(workbook.table()));
        Collections.shuffle(boundaries, random);
        List<Profile> profiles = new ArrayList<>(boundaries.subList(0, Math.min(BOUNDARIES, boundaries.size())));
        Stream.generate(() -> ModesAgreeTests.generated(workbook.table(), random))
                .limit(GENERATED)
                .forEach(profiles::add);

        PlainDrools drools = PlainDrools.of(exported);
        CompiledPolicy policy =
                ShippedPoliciesTests.RELEASE.find(source.baseName()).orElseThrow();
        List<Decision> decisions = policy.decideAll(profiles);
        List<Decision> again = compiled(exported).decideAll(profiles);

        for (int i = 0; i < profiles.size(); i++) {
            Map<String, String> said = said(decisions.get(i));
            if (!said.equals(said(again.get(i))) || !said.equals(drools.decide(profiles.get(i)))) {
                assertThat(drools.decide(profiles.get(i)))
                        .as("profile %s", decisions.get(i).facts())
                        .isEqualTo(said);
                assertThat(said(again.get(i)))
                        .as("profile %s", decisions.get(i).facts())
                        .isEqualTo(said);
            }
        }
        assertThat(decisions).hasSize(profiles.size());
    }
}
