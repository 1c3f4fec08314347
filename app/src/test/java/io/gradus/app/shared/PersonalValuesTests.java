package io.gradus.app.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradus.rules.Decision;
import io.gradus.rules.Place;
import io.gradus.rules.RowMatch;
import io.gradus.rules.VocabularyReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonalValuesTests {

    private final List<String> reads = new ArrayList<>();
    private final PersonalValues personal = new PersonalValues(
            VocabularyReader.shipped(), (reader, customers) -> reads.add(reader.name() + " " + customers));

    private static Actor actor(Role... roles) {
        return new Actor("ada", Set.of(roles), Set.of());
    }

    private CustomerSight masked() {
        return personal.sight(actor(Role.ANALYST), "c-1");
    }

    @Test
    void operatorsAndAuditorsSeePersonalValuesAndNobodyElse() {
        EnumSet<Role> seeing = EnumSet.noneOf(Role.class);
        Arrays.stream(Role.values()).filter(role -> actor(role).seesPersonal()).forEach(seeing::add);

        assertThat(seeing).containsExactlyInAnyOrder(Role.OPERATOR, Role.AUDITOR);
        assertThat(actor(Role.ANALYST, Role.AUDITOR).seesPersonal()).isTrue();
        assertThat(actor().seesPersonal()).isFalse();
    }

    @Test
    void onlyWhatIsSeenInTheClearIsPutOnRecordAndNothingIsSeenWithoutThat() {
        personal.sight(actor(Role.APPROVER), "c-1");
        personal.sight(actor(Role.OPERATOR), List.of());
        personal.sight(actor(Role.OPERATOR), List.of("c-1", "c-2"));
        PersonalValues down = new PersonalValues(VocabularyReader.shipped(), (reader, customers) -> {
            throw new IllegalStateException("the database is away");
        });

        assertThat(reads).containsExactly("ada [c-1, c-2]");
        assertThatThrownBy(() -> down.sight(actor(Role.AUDITOR), "c-1")).hasMessage("the database is away");
    }

    @Test
    void personalValuesAndThoseOfUnknownFieldsAreMasked() {
        Map<String, Object> values =
                Map.of("name", "Ada", "birthDate", LocalDate.of(2000, 2, 29), "orders", 3, "formerField", "x");

        assertThat(masked().values(values))
                .containsOnly(
                        Map.entry("name", "•••"),
                        Map.entry("birthDate", "•••"),
                        Map.entry("orders", 3),
                        Map.entry("formerField", "•••"));
        assertThat(personal.sight(actor(Role.OPERATOR), "c-1").values(values)).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Young: age = 34 (< 40); orders = 3 (>= 1)      | Young: age = ••• (< 40); orders = 3 (>= 1)
            age = 34 (< 40); age = 34 (> 30)               | age = ••• (< 40); age = ••• (> 30)
            percentage = 34 (< 40)                         | percentage = 34 (< 40)
            name = Ada (Lady) (Ada (Lady)); orders = 3 (1) | name = ••• (Ada (Lady)); orders = 3 (1)
            gender = null (); orders = 3 (1)               | gender = ••• (); orders = 3 (1)
            age = 35 (< 40); orders = 3 (1)                | age = •••
            former = 1.5 (> 1); orders = 3 (1)             | former = ••• (> 1); orders = 3 (1)
            former ≈ 1.500000 (> 1)                        | former ≈ ••• (> 1)
            No conditions                                  | No conditions
            """)
    void reasonsHoldNoPersonalValue(String reason, String seen) {
        Map<String, Object> facts =
                Map.of("age", 34, "name", "Ada (Lady)", "orders", 3, "former", new BigDecimal("1.5"));

        assertThat(masked().because(reason, facts)).isEqualTo(seen);
        assertThat(personal.sight(actor(Role.AUDITOR), "c-1").because(reason, facts))
                .isEqualTo(reason);
    }

    @Test
    void decisionsHoldNoPersonalValueAndNeitherDoTheirReasons() {
        List<RowMatch.CellText> conditions = List.of(new RowMatch.CellText("age", "Rules!C12", "< 40"));
        RowMatch row = new RowMatch("Rules", 12, conditions, "Young", new Place.Cell("Rules", 12, 2));
        Decision decision = new Decision(
                "p",
                "hash",
                "c-1",
                LocalDate.of(2026, 6, 30),
                "HIGH",
                Map.of(),
                Map.of("age", 34),
                row,
                List.of(),
                Map.of("age", 34));

        Decision seen = masked().decision(decision);

        assertThat(seen.because()).isEqualTo("Young: age = ••• (< 40)");
        assertThat(seen.toString()).doesNotContain("34");
        assertThat(masked().because(decision.because(), decision.facts())).isEqualTo(seen.because());
    }
}
