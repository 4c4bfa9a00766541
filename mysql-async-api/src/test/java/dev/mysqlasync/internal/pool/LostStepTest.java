package dev.mysqlasync.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pool whose calls throw Errors, as they do where there is no memory. Steps are lost then, in the middle too. All the same
 * everybody who waits is answered, and no place of the pool is lost.
 */
class LostStepTest {

    private static final int USERS = 6;
    private static final int SIZE = 2;

    private final long seed = Long.getLong("suite.seed", 1);

    private static void assertHolds(long seed, Faults faults, String as) {
        PoolStorm storm = new PoolStorm(seed, USERS, SIZE, faults);
        storm.run();
        assertThat(storm.violations()).as(as).isEmpty();
        assertThat(storm.unanswered()).as(as).isZero();
    }

    /** One call after the other throws, alone or with those that follow. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40})
    void error_inAnyCall_losesNobody(int length) {
        Faults counting = Faults.none();
        new PoolStorm(seed, USERS, SIZE, counting).run();
        for (long first = 0; first < counting.calls(); first++) {
            long from = first;
            assertHolds(
                    seed,
                    new Faults(call -> call >= from && call < from + length),
                    "-Dsuite.seed=" + seed + ", calls " + from + " to " + (from + length - 1));
        }
    }

    /** Calls throw by chance, for as long as users come. */
    @Test
    void errors_byChance_loseNobody() {
        long end = System.nanoTime() + Duration.ofSeconds(Long.getLong("suite.seconds", 2)).toNanos();
        long run = seed;
        do {
            SplittableRandom random = new SplittableRandom(run);
            int oneIn = 2 + random.nextInt(30);
            assertHolds(run, new Faults(call -> random.nextInt(oneIn) == 0), "-Dsuite.seed=" + run);
            run++;
        } while (System.nanoTime() - end < 0);
    }
}
