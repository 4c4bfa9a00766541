package dev.mysqlasync.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Something is called off, or its time is up, in each state of the conversation and under many orders of events. Whatever
 * the state: every future comes to its end, with a result or a typed failure; the statements behind get their own answers or are refused; nothing is left.
 * The property {@code mysqlasync.test.seeds} sets how many orders, 5 by default.
 */
class CancelEverywhereTest {

    private static final int SEEDS = Integer.getInteger("mysqlasync.test.seeds", 5);

    static Stream<StoppingPlace> places() {
        return Stream.of(
                        StoppingPlaces.connecting(),
                        StoppingPlaces.statements(),
                        StoppingPlaces.streams(),
                        StoppingPlaces.others())
                .flatMap(List::stream);
    }

    static Stream<StoppingPlace> times() {
        return StoppingTimes.all().stream();
    }

    static Stream<StoppingPlace> timedPlaces() {
        return Stream.concat(StoppingPlaces.statements().stream(), StoppingPlaces.streams().stream());
    }

    @ParameterizedTest
    @MethodSource("places")
    void cancel_inAnyState_leavesEverythingSound(StoppingPlace place) {
        for (long seed = 0; seed < SEEDS; seed++) {
            stop(place, seed, false);
        }
    }

    static Stream<StoppingPlace> unsentPlaces() {
        return StoppingPlaces.unsent().stream();
    }

    @ParameterizedTest
    @MethodSource("unsentPlaces")
    void cancel_ofAStatementThatHasNotLeft_neverExecutesIt(StoppingPlace place) {
        for (long seed = 0; seed < SEEDS; seed++) {
            try (StoppingScene scene = new StoppingScene(seed, false)) {
                place.way().apply(scene).cancel(true);
                scene.assertSound();
                assertThat(scene.hasExecuted("NEVER")).as("seed %s", seed).isFalse();
            }
        }
    }

    static Stream<StoppingPlace> answeredPlaces() {
        return StoppingPlaces.answered().stream();
    }

    @ParameterizedTest
    @MethodSource("answeredPlaces")
    void cancel_ofAStatementUnderWay_keepsTheConnection(StoppingPlace place) {
        for (long seed = 0; seed < SEEDS; seed++) {
            try (StoppingScene scene = new StoppingScene(seed, false)) {
                place.way().apply(scene).cancel(true);
                scene.assertSound();
                scene.assertNothingGivenUp();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("times")
    void cancel_atAnyTime_leavesEverythingSound(StoppingPlace place) {
        for (long seed = 0; seed < SEEDS; seed++) {
            stop(place, seed, false);
        }
    }

    @ParameterizedTest
    @MethodSource("timedPlaces")
    void deadline_inAnyState_leavesEverythingSound(StoppingPlace place) {
        for (long seed = 0; seed < SEEDS; seed++) {
            stop(place, seed, true);
        }
    }

    /** Failures name the seed. */
    private static void stop(StoppingPlace place, long seed, boolean timed) {
        try (StoppingScene scene = new StoppingScene(seed, timed)) {
            CompletableFuture<?> stopped = place.way().apply(scene);
            if (timed) {
                scene.advance(StoppingScene.TIMEOUT);
                assertThat(stopped).isDone();
            } else {
                stopped.cancel(true);
            }
            scene.assertSound();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(place + ", seed " + seed, e);
        }
    }
}
