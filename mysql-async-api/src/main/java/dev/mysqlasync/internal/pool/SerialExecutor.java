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
 *
 * <p>Users' code comes last, for it may block though it must not, and leaves a thread that nothing may block: a timer's, for one.
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
     * @param successor runs what goes on with the steps
     * @param elsewhere runs users' code for those threads that must not, the successor's among them
     */
    SerialExecutor(Executor successor, Executor elsewhere) {
        this.successor = successor;
        this.elsewhere = elsewhere;
    }

    /** Runs a step, now or as soon as those before are through. From any thread that may run users' code. */
    void run(Runnable step) {
        run(step, HERE);
    }

    /** Runs a step likewise, and no user's code. From any thread. */
    void runAlone(Runnable step) {
        run(step, elsewhere);
    }

    private void run(Runnable step, Executor users) {
        List<Runnable> mine = new ArrayList<>(); // before the step counts: there may be no memory for it
        List<Runnable> theirs = new ArrayList<>();
        steps.add(step);
        if (due.getAndIncrement() == 0) {
            runSteps(users, mine, theirs);
        }
    }

    /** Has something done after the step that is running. From within a step. */
    void afterwards(Runnable action) {
        outside.add(action);
    }

    /** Has users' code run after the step that is running, and after what else is to be done then. From within a step. */
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

    /** Whether another thread goes on with the steps: this one does where none can be had. */
    private boolean handOver() {
        try {
            List<Runnable> mine = new ArrayList<>();
            List<Runnable> theirs = new ArrayList<>();
            successor.execute(() -> runSteps(elsewhere, mine, theirs));
            return true;
        } catch (Throwable e) {
            report("no other thread could be had to go on with a pool's steps", e);
            return false;
        }
    }

    /** Moves actions, or runs them where there is no memory for that: steps go on in any case. */
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
            report("a pool's step failed", e);
        }
    }

    private static void report(String what, Throwable thrown) {
        try {
            LOG.error(what, thrown);
        } catch (Throwable e) { // there is no memory for that either, and the steps are to go on
            thrown.addSuppressed(e);
        }
    }
}
