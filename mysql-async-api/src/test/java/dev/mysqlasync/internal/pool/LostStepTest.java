package dev.mysqlasync.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pool whose calls throw Errors, as they do where there is no memory. Steps are lost then, before they begin or in the middle. All
 * the same everybody who waits is answered, and no place of the pool is lost. {@code -Dsuite.seed=…} chooses the calls, and
 * {@code -Dsuite.seconds=…} says how long each test goes on.
 */
class LostStepTest {

    private static final int USERS = 6;
    private static final int SIZE = 2;

    private final long seed = Long.getLong("suite.seed", 1);
    private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("suite.seconds", 2));

    private boolean goesOn() {
        return System.nanoTime() - end < 0;
    }

    private static void assertHolds(long seed, Faults faults, String as) {
        PoolStorm storm = new PoolStorm(seed, USERS, SIZE, faults);
        storm.run();
        assertThat(storm.violations()).as(as).isEmpty();
        assertThat(storm.unanswered()).as(as).isZero();
    }

    /** The first of the calls that throw is any of those that a storm makes, one after the other in a mixed order. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40})
    void error_inCallsInSuccession_losesNobody(int length) {
        Faults counting = Faults.none();
        new PoolStorm(seed, USERS, SIZE, counting).run();
        long calls = counting.calls();
        LongUnaryOperator mixed = i -> i * 7_919 % calls; // a prime
        for (long i = 0; i < calls && (i < 10 || goesOn()); i++) {
            long first = mixed.applyAsLong(i);
            assertHolds(
                    seed,
                    new Faults(call -> call >= first && call < first + length),
                    "-Dsuite.seed=" + seed + ", calls from " + first);
        }
    }

    @Test
    void errors_byChance_loseNobody() {
        long run = seed;
        do {
            SplittableRandom random = new SplittableRandom(run);
            int oneIn = 2 + random.nextInt(30);
            assertHolds(run, new Faults(call -> random.nextInt(oneIn) == 0), "-Dsuite.seed=" + run);
            run++;
        } while (goesOn());
    }
}
