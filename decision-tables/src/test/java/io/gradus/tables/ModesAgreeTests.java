package io.gradus.tables;

import static io.gradus.rules.fixtures.WorkbookFixture.DAY;
import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Range;
import io.gradus.rules.CompiledPolicy;
import io.gradus.rules.Decision;
import io.gradus.rules.Field;
import io.gradus.rules.PolicySource;
import io.gradus.rules.Profile;
import io.gradus.rules.workbook.Condition;
import io.gradus.rules.workbook.DecisionTable;
import io.gradus.rules.workbook.DecisionTable.Row;
import io.gradus.rules.workbook.WorkbookReader;
import io.gradus.rules.workbook.WorkbookReading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain mode, the batch mode and a reading of the typed table without Drools, outcome by outcome. */
class ModesAgreeTests {

    private static final int GENERATED = 100_000;

    static Stream<PolicySource> workbooks() {
        return ShippedPoliciesTests.workbooks();
    }

    private static DecisionTable table(PolicySource source) {
        return ((WorkbookReading.Succeeded) new WorkbookReader(VOCABULARY).read(source))
                .workbook()
                .table();
    }

    @ParameterizedTest
    @MethodSource("workbooks")
    void onGeneratedAndOnAllBoundaryProfiles(PolicySource source) {
        DecisionTable table = table(source);
        CompiledPolicy policy =
                ShippedPoliciesTests.RELEASE.find(source.baseName()).orElseThrow();
        List<Profile> profiles = new ArrayList<>(boundaries(table));
        Random random = new Random(20261122);
        IntStream.range(0, GENERATED).forEach(i -> profiles.add(generated(table, random)));

        List<Decision> batch = policy.decideAll(profiles);

        for (int i = 0; i < profiles.size(); i++) {
            Decision plain = policy.decide(profiles.get(i));
            if (!plain.equals(batch.get(i)) || !plain.rowPlace().equals(expectedRow(table, profiles.get(i)))) {
                assertThat(batch.get(i)).as("profile %s", plain.facts()).isEqualTo(plain);
                assertThat(plain.rowPlace())
                        .as("profile %s", plain.facts())
                        .isEqualTo(expectedRow(table, profiles.get(i)));
            }
        }
        assertThat(batch).hasSize(profiles.size());
    }

    private static String expectedRow(DecisionTable table, Profile profile) {
        return table.rows().stream()
                .filter(row -> matches(table, row, profile))
                .findFirst()
                .map(Row::place)
                .orElse("");
    }

    private static boolean matches(DecisionTable table, Row row, Profile profile) {
        return IntStream.range(0, row.cells().size())
                .allMatch(i -> row.cells()
                        .get(i)
                        .condition()
                        .matches(profile.value(table.conditions().get(i).field())));
    }

    /** Every combination of each field's limits, the values next to them on both sides, and absent. */
    static List<Profile> boundaries(DecisionTable table) {
        List<List<@Nullable Object>> values = IntStream.range(
                        0, table.conditions().size())
                .mapToObj(column -> boundaryValues(table, column))
                .toList();
        List<Profile> profiles = new ArrayList<>();
        int combinations = values.stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
        for (int number = 0; number < combinations; number++) {
            Profile.Builder builder = Profile.of(VOCABULARY, "b-" + number, DAY);
            int rest = number;
            for (int column = 0; column < values.size(); column++) {
                List<@Nullable Object> choices = values.get(column);
                builder.set(table.conditions().get(column).field(), choices.get(rest % choices.size()));
                rest /= choices.size();
            }
            profiles.add(builder.build());
        }
        return profiles;
    }

    private static List<@Nullable Object> boundaryValues(DecisionTable table, int column) {
        Field field = table.conditions().get(column).field();
        TreeSet<BigDecimal> limits = new TreeSet<>();
        table.rows().forEach(row -> limits.addAll(limits(row.cells().get(column).condition())));
        BigDecimal step = field.type().isDecimal() ? new BigDecimal("0.0001") : BigDecimal.ONE;
        TreeSet<BigDecimal> around = new TreeSet<>();
        limits.forEach(limit -> around.addAll(List.of(limit.subtract(step), limit, limit.add(step))));
        List<@Nullable Object> values = new ArrayList<>();
        around.forEach(value -> values.add(field.type().isDecimal() ? (Object) value : (Object) value.intValueExact()));
        values.add(null);
        return values;
    }

    private static List<BigDecimal> limits(Condition condition) {
        List<BigDecimal> limits = new ArrayList<>();
        if (condition instanceof Condition.Within within) {
            Range<Comparable<?>> range = within.range();
            if (range.hasLowerBound()) {
                limits.add(new BigDecimal(range.lowerEndpoint().toString()));
            }
            if (range.hasUpperBound()) {
                limits.add(new BigDecimal(range.upperEndpoint().toString()));
            }
        } else if (condition instanceof Condition.OneOf oneOf) {
            oneOf.values().forEach(value -> limits.add(new BigDecimal(value.toString())));
        }
        return limits;
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
            default -> random.nextInt(magnitude);
        };
    }
}
