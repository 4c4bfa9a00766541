package dev.mysqlasync.internal.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps one at a time without a lock: whoever finds nobody at it runs them, his own and those that others bring meanwhile, and
 * the others just leave. What a step wants done that may take long, or is a user's code, is run by the same thread after that,
 * when another may have taken over. Nobody is kept for long: after so many steps another thread goes on with them, however many
 * are brought.
 */
final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    private static final int MOST_STEPS = 64;

    private final Executor successor;
    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger due = new AtomicInteger();
    private final List<Runnable> outside = new ArrayList<>(); // the steps' own

    /** @param successor runs what goes on with the steps */
    Mailbox(Executor successor) {
        this.successor = successor;
    }

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
        int done = 0;
        do {
            for (int i = 0; i < batch; i++) {
                guarded(steps.remove());
            }
            mine.addAll(outside);
            outside.clear(); // before another thread may enter
            done += batch;
            batch = Math.min(due.addAndGet(-batch), MOST_STEPS);
        } while (batch != 0 && done < MOST_STEPS);
        if (batch != 0) {
            successor.execute(this::runSteps);
        }
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
