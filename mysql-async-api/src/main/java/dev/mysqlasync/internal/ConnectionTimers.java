package dev.mysqlasync.internal;

import dev.mysqlasync.spi.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that run after a delay, or when their connection ends. Thread-safe.
 *
 * <p>They run on the connection's I/O thread. A task that is added after the connection's end runs at once, on the
 * calling thread.
 */
public final class ConnectionTimers {

    private final BiFunction<Duration, Runnable, Cancellable> timer;
    private final Set<Pause> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /** @param timer schedules a task on the connection; called only after the transport has connected */
    ConnectionTimers(BiFunction<Duration, Runnable, Cancellable> timer) {
        this.timer = timer;
    }

    /** Runs a task after a delay, or earlier if the connection ends. It does not run if it is cancelled first. */
    public Cancellable add(Duration delay, Runnable task) {
        Pause pause = new Pause(task);
        pending.add(pause);
        pause.timer = timer.apply(delay, pause::end);
        if (ended || pause.over.get()) {
            pause.end();
        }
        return pause;
    }

    /** Runs a task when the connection ends, or at once if it has ended. It does not run if it is cancelled first. */
    public Cancellable add(Runnable task) {
        Pause pause = new Pause(task);
        pending.add(pause);
        if (ended) {
            pause.end();
        }
        return pause;
    }

    /** The connection has ended: runs all pending tasks. */
    void end() {
        ended = true;
        List.copyOf(pending).forEach(Pause::end);
    }

    private final class Pause implements Cancellable {

        private final Runnable task;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable Cancellable timer;

        Pause(Runnable task) {
            this.task = task;
        }

        void end() {
            if (finish()) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            finish();
        }

        private boolean finish() {
            boolean first = over.compareAndSet(false, true);
            pending.remove(this);
            Cancellable running = timer;
            if (running != null) {
                running.cancel();
            }
            return first;
        }
    }
}
