package dev.mysqlasync.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimLoopTest {

    private final SimLoop loop = SimLoop.inOrder();
    private final List<Object> log = new ArrayList<>();

    @Test
    void runUntilIdle_inOrder_runsEventsAsAddedAndThoseTheyAdd() {
        loop.execute(() -> {
            log.add(1);
            loop.execute(() -> log.add(3));
        });
        loop.execute(() -> log.add(2));
        assertThat(log).isEmpty();
        loop.runUntilIdle();
        assertThat(log).containsExactly(1, 2, 3);
    }

    @Test
    void shuffled_sameSeed_repeatsTheOrder() {
        assertThat(shuffle(7)).isEqualTo(shuffle(7)).isNotEqualTo(shuffle(8)).isNotEqualTo(oneToHundred());
        assertThat(shuffle(7)).containsExactlyInAnyOrderElementsOf(oneToHundred());
    }

    private static List<Integer> shuffle(long seed) {
        SimLoop shuffled = SimLoop.shuffled(seed);
        List<Integer> order = new ArrayList<>();
        oneToHundred().forEach(number -> shuffled.execute(() -> order.add(number)));
        shuffled.runUntilIdle();
        return order;
    }

    @Test
    void shuffled_eventsOfOneLane_stayInOrder() {
        SimLoop shuffled = SimLoop.shuffled(7);
        SimLane one = new SimLane();
        SimLane other = new SimLane();
        List<Integer> ofOne = new ArrayList<>();
        List<Integer> all = new ArrayList<>();
        for (int number : oneToHundred()) {
            shuffled.post(one, () -> {
                ofOne.add(number);
                all.add(number);
            });
            shuffled.post(other, () -> all.add(-number));
        }
        shuffled.runUntilIdle();
        assertThat(ofOne).isEqualTo(oneToHundred());
        assertThat(all).hasSize(200);
        assertThat(all.subList(0, 2).equals(List.of(1, -1)) && all.subList(2, 4).equals(List.of(2, -2)))
                .isFalse();
    }

    @Test
    void pieceOf_shuffled_reachesFromOneToAll() {
        SimLoop shuffled = SimLoop.shuffled(7);
        List<Integer> pieces =
                IntStream.range(0, 1000).mapToObj(i -> shuffled.pieceOf(20)).toList();
        assertThat(pieces).contains(1, 20).allMatch(piece -> piece >= 1 && piece <= 20);
        assertThat(loop.pieceOf(20)).isEqualTo(20);
    }

    @Test
    void runUntilIdle_insideAnEvent_isRefused() {
        loop.execute(loop::runUntilIdle);
        assertThatThrownBy(loop::runUntilIdle)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already running on");
    }

    @Test
    void runUntilIdle_eventThrows_reachesTheCallerAndLeavesTheRest() {
        RuntimeException failure = new IllegalArgumentException("from an event");
        loop.execute(() -> {
            throw failure;
        });
        loop.execute(() -> log.add("next"));
        assertThatThrownBy(loop::runUntilIdle).isSameAs(failure);
        assertThat(log).isEmpty();
        loop.runUntilIdle();
        assertThat(log).containsExactly("next");
    }

    @Test
    void runUntil_timersAhead_stopsTheClockAsSoonAsTheConditionHolds() {
        loop.schedule(Duration.ofSeconds(2), () -> log.add(2));
        loop.schedule(Duration.ofSeconds(1), () -> log.add(1));
        loop.schedule(Duration.ofSeconds(3), () -> log.add(3));
        loop.runUntil(() -> log.contains(2));
        assertThat(log).containsExactly(1, 2);
        assertThat(loop.clock().elapsed()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void runUntil_nothingLeftToHappen_fails() {
        assertThatThrownBy(() -> loop.runUntil(() -> false)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void runUntil_timersWithoutEnd_failsAfterAnHour() {
        everyMinute();
        assertThatThrownBy(() -> loop.runUntil(() -> false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PT1H");
    }

    private void everyMinute() {
        loop.schedule(Duration.ofMinutes(1), this::everyMinute);
    }

    @Test
    void await_stageCompletedByAnEvent_givesItsResult() {
        CompletableFuture<String> future = new CompletableFuture<>();
        loop.schedule(Duration.ofSeconds(1), () -> future.complete("done"));
        assertThat(loop.await(future)).isEqualTo("done");
    }

    @Test
    void await_stageFails_throwsAsJoinDoes() {
        CompletableFuture<String> future = new CompletableFuture<>();
        loop.execute(() -> future.completeExceptionally(new IllegalStateException("no")));
        assertThatThrownBy(() -> loop.await(future)).isInstanceOf(CompletionException.class);
    }

    @Test
    void isRunning_onlyInsideEvents_isTrue() {
        loop.execute(() -> log.add(loop.isRunning()));
        assertThat(loop.isRunning()).isFalse();
        loop.runUntilIdle();
        assertThat(log).containsExactly(true);
    }

    @Test
    void toString_shuffled_saysTheSeed() {
        assertThat(SimLoop.shuffled(42)).hasToString("SimLoop with seed 42");
    }

    private static List<Integer> oneToHundred() {
        return IntStream.rangeClosed(1, 100).boxed().toList();
    }
}
