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
 * Runs steps one at a time without a lock. A thread that brings a step while nobody runs steps runs that step, and those that other
 * threads bring meanwhile; the others just leave. A step registers what may take long, and users' code. The same thread runs
 * that after the steps, when another thread may run steps already. After some steps another thread takes over, so nobody is
 * kept for long.
 *
 * <p>Users' code comes last, for it may block though it must not. Some threads must not run it, such as a timer's; there it runs
 * on another one.
 *
 * <p>A step that throws ends there, an Error too, and the steps behind it run.
 */
final class SerialExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);
    private static final Executor HERE = Runnable::run;
    private static final int MOST_STEPS = 64;

    private final Executor successor;
    private final Executor elsewhere;
    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
    private final AtomicInteger due = new AtomicInteger();
    private final List<Runnable> outside = new ArrayList<>(); // the steps' own
    private final List<Runnable> told = new ArrayList<>(); // likewise

    /**
     * @param successor runs the thread that takes the steps over
     * @param elsewhere runs users' code for threads that must not, the successor among them
     */
    SerialExecutor(Executor successor, Executor elsewhere) {
        this.successor = successor;
        this.elsewhere = elsewhere;
    }

    /**
     * Runs a step, now or as soon as those before have run. From any thread that may run users' code.
     *
     * @throws OutOfMemoryError if there is no memory to bring it; it does not run then
     */
    void run(Runnable step) {
        run(step, HERE);
    }

    /** As {@link #run(Runnable)}, but without running users' code on the calling thread. From any thread. */
    void runAlone(Runnable step) {
        run(step, elsewhere);
    }

    private void run(Runnable step, Executor users) {
        List<Runnable> mine = new ArrayList<>(); // before the step counts, as there may be no memory
        List<Runnable> theirs = new ArrayList<>();
        steps.add(step);
        if (due.getAndIncrement() == 0) {
            runSteps(users, mine, theirs);
        }
    }

    /** Runs an action after the step that is running. From within a step. */
    void afterwards(Runnable action) {
        outside.add(action);
    }

    /** Runs users' code after the step that is running, and after its actions. From within a step. */
    void tell(Runnable usersCode) {
        told.add(usersCode);
    }

    private void runSteps(Executor users, List<Runnable> mine, List<Runnable> theirs) {
        int batch = 1;
        int done = 0;
        do {
            for (int i = 0; i < batch; i++) {
                guarded(steps.remove());
            }
            move(outside, mine); // before another thread may enter
            move(told, theirs);
            done += batch;
            batch = Math.min(due.addAndGet(-batch), MOST_STEPS);
        } while (batch != 0 && (done < MOST_STEPS || !handOver()));
        for (Runnable action : mine) {
            guarded(action);
        }
        for (Runnable code : theirs) {
            hand(users, code);
        }
    }

    /** Whether another thread takes the steps over; where none can be had, this one goes on. */
    private boolean handOver() {
        try {
            List<Runnable> mine = new ArrayList<>();
            List<Runnable> theirs = new ArrayList<>();
            successor.execute(() -> runSteps(elsewhere, mine, theirs));
            return true;
        } catch (Throwable e) {
            report("no other thread is available for a pool's steps; this thread continues", e);
            return false;
        }
    }

    /** Moves actions. Without memory for that, runs them now, as the steps must go on. */
    private static void move(List<Runnable> from, List<Runnable> to) {
        if (from.isEmpty()) {
            return;
        }
        try {
            to.addAll(from);
        } catch (OutOfMemoryError e) {
            from.forEach(SerialExecutor::guarded);
        }
        from.clear();
    }

    private static void hand(Executor users, Runnable code) {
        try {
            users.execute(() -> guarded(code));
        } catch (Throwable e) { // no thread could be had
            guarded(code);
        }
    }

    private static void guarded(Runnable code) {
        try {
            code.run();
        } catch (Throwable e) {
            report("a step of a pool failed", e);
        }
    }

    private static void report(String what, Throwable thrown) {
        try {
            LOG.error(what, thrown);
        } catch (Throwable e) { // there is no memory for that either, and the steps must go on
            thrown.addSuppressed(e);
        }
    }
}
