package dev.mysqlasync.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerHeapTest {

    private final TimerHeap heap = new TimerHeap();
    private final List<Integer> ran = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void pollDue_manyAddedAndSomeCancelled_givesTheRestInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        record Kept(long time, int number) {}
        List<Kept> kept = new ArrayList<>();
        List<TimerHeap.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            long time = random.nextLong(200) - 100 + Long.MAX_VALUE; // wraps for half of them
            entries.add(heap.add(time, () -> ran.add(number)));
            kept.add(new Kept(time, number));
        }
        for (int i = 999; i >= 0; i--) {
            if (random.nextInt(3) == 0) {
                entries.get(i).cancel();
                kept.remove(i);
            }
        }
        runAllDue(Long.MAX_VALUE + 200);
        kept.sort(Comparator.<Kept>comparingLong(each -> each.time - Long.MAX_VALUE)
                .thenComparing(Kept::number));
        assertThat(ran).isEqualTo(kept.stream().map(Kept::number).toList());
        assertThat(heap.size()).isZero();
    }

    @Test
    void pollDue_notYetDue_givesNothing() {
        heap.add(100, () -> ran.add(1));
        assertThat(heap.pollDue(99)).isNull();
        assertThat(heap.nanosUntilNext(99)).isEqualTo(1);
        assertThat(heap.pollDue(100)).isNotNull();
        assertThat(heap.nanosUntilNext(100)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void cancel_afterItRan_touchesNoOther() {
        TimerHeap.Entry first = heap.add(1, () -> ran.add(1));
        heap.add(2, () -> ran.add(2));
        runAllDue(1);
        first.cancel();
        runAllDue(2);
        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void isFirst_onlyTheEarliest_isTrue() {
        TimerHeap.Entry late = heap.add(10, () -> {});
        assertThat(late.isFirst()).isTrue();
        TimerHeap.Entry early = heap.add(5, () -> {});
        assertThat(early.isFirst()).isTrue();
        assertThat(late.isFirst()).isFalse();
    }

    @Test
    void close_tasksBeforeAndAfter_areDropped() {
        heap.add(1, () -> ran.add(1));
        heap.close();
        TimerHeap.Entry dropped = heap.add(2, () -> ran.add(2));
        dropped.cancel();
        assertThat(dropped.isFirst()).isFalse();
        assertThat(heap.pollDue(100)).isNull();
    }

    private void runAllDue(long now) {
        for (Runnable task = heap.pollDue(now); task != null; task = heap.pollDue(now)) {
            task.run();
        }
    }
}
