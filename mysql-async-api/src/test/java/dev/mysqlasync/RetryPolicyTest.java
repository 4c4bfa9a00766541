package dev.mysqlasync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private final RetryPolicy policy = RetryPolicy.defaults().random(new SplittableRandom(1));

    @ParameterizedTest
    @CsvSource({"1, 20", "2, 40", "3, 80", "6, 640", "7, 1000", "64, 1000", "2147483647, 1000"})
    void pause_isBelowABoundThatDoubles_upToTheLongest(int attempts, long bound) {
        assertThat(IntStream.range(0, 500).mapToObj(i -> policy.pauseAfter(attempts)))
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ZERO, Duration.ofMillis(bound)))
                .anySatisfy(pause -> assertThat(pause).isGreaterThan(Duration.ofMillis(bound * 9 / 10)))
                .anySatisfy(pause -> assertThat(pause).isLessThan(Duration.ofMillis(bound / 10)));
    }

    @Test
    void pause_ofNone_isZeroHoweverOftenItFailed() {
        RetryPolicy none = policy.firstPause(Duration.ZERO);

        assertThat(none.pauseAfter(1)).isZero();
        assertThat(none.pauseAfter(100)).isZero();
    }

    @Test
    void pause_ofTheSameRandomness_isTheSame() {
        RetryPolicy twin = policy.random(new SplittableRandom(1));

        assertThat(policy.pauseAfter(5)).isEqualTo(twin.pauseAfter(5));
    }

    @Test
    void bounds_outOfRange_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.maxAttempts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.firstPause(Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.maxPause(Duration.ofDays(2)));
    }
}
