package dev.mysqlasync.driver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** The cases of a generated suite, in an order that {@code suite.seed} gives (1 by default): each once, then again while there is time. */
final class SeededRounds {

    static final long SEED = Long.getLong("suite.seed", 1);

    private SeededRounds() {}

    /** How long a suite goes on: {@code suite.seconds}, or by default so many. */
    static Duration time(long seconds) {
        return Duration.ofSeconds(Long.getLong("suite.seconds", seconds));
    }

    /** Checks the cases; what goes wrong names the case and the seed. */
    static <T> void check(List<T> cases, Duration time, BiConsumer<T, Random> check) {
        long deadline = System.nanoTime() + time.toNanos();
        Random random = new Random(SEED);
        List<T> shuffled = new ArrayList<>(cases);
        for (boolean first = true; first || System.nanoTime() - deadline < 0; first = false) {
            Collections.shuffle(shuffled, random);
            for (T each : shuffled) {
                if (first || System.nanoTime() - deadline < 0) {
                    check.accept(each, random);
                }
            }
        }
    }
}
