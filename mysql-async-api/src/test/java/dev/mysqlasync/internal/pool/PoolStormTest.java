package dev.mysqlasync.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 10,000 acquirers of 10 connections, with deadlines, cancels and failures by chance. */
class PoolStormTest {

    /** Each a run of its own; {@code -Dpool.storm.seeds=1000} for more. */
    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("pool.storm.seeds", 25));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void storm_keepsEveryRule(long seed) {
        PoolStorm storm = new PoolStorm(seed, 10_000, 10);

        storm.run();

        assertThat(storm.violations()).isEmpty();
        assertThat(storm.unanswered()).isZero();
        assertThat(storm.granted()).as("granted").isGreaterThan(1_000);
        assertThat(storm.timedOut()).as("timed out").isGreaterThan(50);
        assertThat(storm.cancelled()).as("cancelled").isGreaterThan(50);
    }
}
