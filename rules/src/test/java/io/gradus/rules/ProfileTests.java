package io.gradus.rules;

import static io.gradus.rules.fixtures.WorkbookFixture.VOCABULARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTests {

    private static final LocalDate DAY = LocalDate.of(1998, 6, 30);

    private static Profile.Builder customer() {
        return Profile.of(VOCABULARY, "42", DAY);
    }

    @Test
    void whatFollowsFromTheDateIsDerived() {
        Profile profile = customer()
                .set("firstOrderAt", LocalDate.of(1997, 1, 1))
                .set("lastOrderAt", LocalDate.of(1997, 12, 12))
                .set("medianDaysBetweenOrders", new BigDecimal("50"))
                .build();

        assertThat(profile.value(VOCABULARY.get("tenureDays"))).isEqualTo(545);
        assertThat(profile.value(VOCABULARY.get("daysSinceLastOrder"))).isEqualTo(200);
        assertThat((BigDecimal) profile.value(VOCABULARY.get("rhythmsSinceLastOrder")))
                .isEqualByComparingTo("4");
        assertThat(profile.value(VOCABULARY.get("customerId"))).isEqualTo("42");
    }

    @Test
    void absentStaysAbsent() {
        Profile profile = customer().build();

        assertThat(profile.present(VOCABULARY.fields())).containsOnlyKeys("customerId");
    }

    @Test
    void aDateAfterTheEvaluationIsNotKnownYet() {
        Profile profile = customer().set("lastVisitAt", DAY.plusDays(1)).build();

        assertThat(profile.value(VOCABULARY.get("daysSinceLastVisit"))).isNull();
    }

    @Test
    void aRatioToZeroIsAbsent() {
        Profile profile = customer()
                .set("lastOrderAt", DAY)
                .set("medianDaysBetweenOrders", BigDecimal.ZERO)
                .build();

        assertThat(profile.value(VOCABULARY.get("rhythmsSinceLastOrder"))).isNull();
    }

    @Test
    void valuesOfAnotherTypeAreRefused() {
        assertThatThrownBy(() -> customer().set("spend", 5.0)).hasMessageContaining("spend is MONEY, not a Double");
    }

    @Test
    void computedFieldsMakeANewProfile() {
        Profile profile = customer().build();

        Profile more = profile.with(Map.of("starPoints", BigDecimal.TEN));

        assertThat(more.value(VOCABULARY.get("starPoints"))).isEqualTo(BigDecimal.TEN);
        assertThat(profile.value(VOCABULARY.get("starPoints"))).isNull();
    }
}
