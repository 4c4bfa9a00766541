package dev.mysqlasync.internal.command;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's executor for callbacks. A callback that it rejects runs on the submitting thread, so that no future stays
 * incomplete.
 */
public record CallbackExecutor(Executor given) implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackExecutor.class);

    @Override
    public void execute(Runnable callback) {
        Once once = new Once(callback);
        try {
            given.execute(once);
        } catch (Throwable e) { // for example, it could not start a thread
            LOG.warn(
                    once.hasBegun()
                            ? "the callbackExecutor threw after it had run a callback"
                            : "the callbackExecutor rejected a callback; it runs on the thread that submitted it",
                    e);
            once.run();
        }
    }

    /** A callback that runs only once, even if the executor throws after running it. */
    private static final class Once extends AtomicBoolean implements Runnable {

        private static final long serialVersionUID = 1;

        private final transient Runnable callback;

        Once(Runnable callback) {
            this.callback = callback;
        }

        boolean hasBegun() {
            return get();
        }

        @Override
        public void run() {
            if (compareAndSet(false, true)) {
                callback.run();
            }
        }
    }
}
