package io.gradus.tables;

import static io.gradus.rules.fixtures.WorkbookFixture.DAY;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.Field;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Profile;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain mode, the batch mode and a reading of the typed table without Drools, outcome by outcome. */
class ModesAgreeTests {

    private static final int GENERATED = 20_000;
    private static final int GENERATED_THOROUGHLY = 100_000;

    static Stream<PolicySource> workbooks() {
        return ShippedPoliciesTests.workbooks();
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void onGeneratedAndOnAllBoundaryProfiles(PolicySource source) {
        compare(source, GENERATED);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("workbooks")
    void onManyMore(PolicySource source) {
        compare(source, GENERATED_THOROUGHLY);
    }

    private static void compare(PolicySource source, int generated) {
        DecisionTable table = ShippedPoliciesTests.read(source).workbook().table();
        CompiledPolicy policy =
                ShippedPoliciesTests.RELEASE.find(source.baseName()).orElseThrow();
        List<Profile> profiles = new ArrayList<>(Boundaries.profiles(table));
        Random random = new Random(20261122);
        IntStream.range(0, generated).forEach(i -> profiles.add(generated(table, random)));

        List<Decision> batch = policy.decideAll(profiles);

        for (int i = 0; i < profiles.size(); i++) {
            Decision plain = policy.decide(profiles.get(i));
            String expected = expectedRow(table, profiles.get(i));
            if (!plain.equals(batch.get(i)) || !plain.rowPlace().equals(expected)) {
                assertThat(batch.get(i)).as("profile %s", plain.facts()).isEqualTo(plain);
                assertThat(plain.rowPlace()).as("profile %s", plain.facts()).isEqualTo(expected);
            }
        }
        assertThat(batch).hasSize(profiles.size());
    }

    private static String expectedRow(DecisionTable table, Profile profile) {
        return Boundaries.firstRow(table, table.rows(), profile).map(Row::place).orElse("");
    }

    static Profile generated(DecisionTable table, Random random) {
        Profile.Builder builder = Profile.of(VOCABULARY, "g", DAY);
        table.conditions().forEach(column -> builder.set(column.field(), value(column.field(), random)));
        return builder.build();
    }

    private static @Nullable Object value(Field field, Random random) {
        if (random.nextInt(8) == 0) {
            return null;
        }
        int magnitude = (int) Math.pow(10, random.nextInt(6));
        return switch (field.type()) {
            case RATE -> BigDecimal.valueOf(random.nextInt(10_001), 4);
            case DECIMAL, MONEY -> BigDecimal.valueOf(random.nextInt(100 * magnitude), 2);
            case WHOLE -> random.nextInt(magnitude);
            case DATE -> DAY.minusDays(random.nextInt(1000));
            case TRUTH -> random.nextBoolean();
            case CHOICE -> field.choices().get(random.nextInt(field.choices().size()));
            case TEXT -> Integer.toString(random.nextInt(magnitude));
            case TEXTS -> List.of(Integer.toString(random.nextInt(magnitude)), "another");
        };
    }
}
