package dev.mysqlasync.nio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TaskQueueTest {

    private final AtomicInteger wakeups = new AtomicInteger();
    private final TaskQueue queue = new TaskQueue(wakeups::incrementAndGet, Runnable::run);
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void add_loopAsleep_wakesItOncePerBurst() {
        queue.fallAsleep();
        for (int i = 0; i < 100; i++) {
            queue.add(() -> {});
        }
        assertThat(wakeups).hasValue(1);
        queue.run(1000);
        queue.fallAsleep();
        queue.add(() -> {});
        assertThat(wakeups).hasValue(2);
    }

    @Test
    void add_loopAwake_doesNotWakeIt() {
        queue.fallAsleep();
        queue.awake();
        queue.add(() -> {});
        assertThat(wakeups).hasValue(0);
        assertThat(queue.isEmpty()).isFalse();
    }

    @Test
    void run_moreTasksThanTheLimit_leavesTheRest() {
        for (int i = 0; i < 5; i++) {
            int number = i;
            queue.add(() -> ran.add(number));
        }
        queue.run(3);
        assertThat(ran).containsExactly(0, 1, 2);
        queue.run(4); // one of them does nothing
        assertThat(ran).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void run_taskThatAddsOne_leavesThatToTheNextTurn() {
        queue.add(() -> {
            ran.add(1);
            queue.add(() -> ran.add(3));
        });
        queue.add(() -> ran.add(2));
        queue.run(100);
        assertThat(ran).containsExactly(1, 2);
        assertThat(queue.isEmpty()).isFalse();
        queue.run(100);
        assertThat(ran).containsExactly(1, 2, 3);
    }

    @Test
    void end_afterATurnWithMoreThanTheLimit_runsThemAll() {
        for (int i = 0; i < 3; i++) {
            int number = i;
            queue.add(() -> ran.add(number));
        }
        queue.run(1);
        queue.add(() -> ran.add(3));
        queue.end();
        assertThat(ran).containsExactly(0, 1, 2, 3);
    }

    @Test
    void end_tasksWaiting_runsThem() {
        queue.add(() -> ran.add(1));
        queue.end();
        assertThat(ran).containsExactly(1);
    }

    @Test
    void add_afterEndInsideATask_runsItAfterThatTask() {
        queue.end();
        queue.add(() -> {
            queue.add(() -> ran.add(2));
            ran.add(1);
        });
        assertThat(ran).containsExactly(1, 2);
    }

    @Test
    void add_afterEndFromManyThreads_runsAllOneAtATime() throws InterruptedException {
        queue.end();
        int[] unguarded = {0};
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int n = 0; n < 5000; n++) {
                    queue.add(() -> {
                        overlaps.addAndGet(inside.getAndIncrement());
                        unguarded[0]++;
                        inside.decrementAndGet();
                    });
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(overlaps).hasValue(0);
        assertThat(unguarded[0]).isEqualTo(20_000);
    }
}
