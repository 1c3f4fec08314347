package io.gradus.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reason shows the customer's number the way its cell writes numbers, and never on the other side of a limit. */
class ShownNumberTests {

    @ParameterizedTest(name = "{0} beside {1} is {2}")
    @CsvSource(delimiter = ';', textBlock = """
        0.1176470588         ; < 20 %              ; ≈ 11.8 %
        0.1176470588         ; < 20%               ; ≈ 11.8%
        0.1176470588         ; < 0.2               ; ≈ 0.117647
        0.12                 ; < 20 %              ; = 12 %
        0.1175               ; < 20%               ; = 11.75%
        0.199996             ; < 20 %              ; ≈ 19.9996 %
        0.2000001            ; > 20%               ; ≈ 20.00001%
        1.3                  ; [80 %..130 %]       ; = 130 %
        0.8                  ; 80%以上              ; = 80%
        1                    ; 100%                ; = 100%
        0.19999999           ; < 0.2               ; ≈ 0.19999999
        1234.5678901         ; >= 1,234.567        ; ≈ 1234.567890
        1234.56              ; >= 1,000            ; = 1234.56
        4999.9999999         ; < 5,000             ; ≈ 4999.9999999
        """)
    void isShownAsItsCell(BigDecimal value, String cell, String shown) {
        assertThat(ShownNumber.beside(cell, value)).isEqualTo(shown);
    }

    @Property(tries = 2000)
    void staysOnItsSide(
            @ForAll @BigRange(min = "0", max = "1") @Scale(12) BigDecimal value,
            @ForAll @BigRange(min = "0", max = "100") @Scale(3) BigDecimal limit) {
        String shown = ShownNumber.beside("< " + limit.toPlainString() + "%", value);

        BigDecimal number = new BigDecimal(shown.substring(2, shown.length() - 1));
        assertThat(number.compareTo(limit)).isEqualTo(value.movePointRight(2).compareTo(limit));
    }
}
