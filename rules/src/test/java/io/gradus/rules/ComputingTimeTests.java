package io.gradus.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ComputingTimeTests {

    private static final Duration ALLOWED = Duration.ofMillis(100);

    private static void computeLongerThan(Duration wanted) {
        ComputingTime time = new ComputingTime(wanted);
        BigInteger factorial = BigInteger.ONE;
        while (!time.isUsedUp()) {
            factorial = factorial.bitLength() > 10_000 ? BigInteger.ONE : factorial.multiply(BigInteger.valueOf(997));
        }
        assertThat(factorial).isPositive();
    }

    @Test
    void whatTheThreadComputesIsCounted() {
        ComputingTime time = new ComputingTime(ALLOWED);

        assertThat(time.isUsedUp()).isFalse();
        computeLongerThan(ALLOWED.multipliedBy(2));

        assertThat(time.isUsedUp()).isTrue();
    }

    @Test
    void waitingForOthersIsNotCounted() throws Exception {
        ComputingTime time = new ComputingTime(ALLOWED);

        Thread other = new Thread(() -> computeLongerThan(ALLOWED.multipliedBy(5)));
        other.start();
        other.join();

        assertThat(time.isUsedUp()).isFalse();
    }
}
