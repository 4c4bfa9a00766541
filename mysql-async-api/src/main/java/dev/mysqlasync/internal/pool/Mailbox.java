package dev.mysqlasync.internal.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps one at a time without a lock: whoever finds nobody at it runs them, his own and those that others bring meanwhile, and
 * the others just leave. What a step wants done that may take long, or is a user's code, is run by the same thread after that,
 * when another may have taken over.
 */
final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger due = new AtomicInteger();
    private final List<Runnable> outside = new ArrayList<>(); // the steps' own

    /** Runs a step, now or as soon as those before are through. From any thread. */
    void run(Runnable step) {
        steps.add(step);
        if (due.getAndIncrement() == 0) {
            runSteps();
        }
    }

    /** Has something done after the step that is running. From within a step. */
    void afterwards(Runnable action) {
        outside.add(action);
    }

    private void runSteps() {
        List<Runnable> mine = new ArrayList<>(2);
        int batch = 1;
        do {
            for (int i = 0; i < batch; i++) {
                guarded(steps.remove());
            }
            mine.addAll(outside);
            outside.clear(); // before another thread may enter
            batch = due.addAndGet(-batch);
        } while (batch != 0);
        mine.forEach(Mailbox::guarded);
    }

    private static void guarded(Runnable code) {
        try {
            code.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a pool's step failed", e);
        }
    }
}
