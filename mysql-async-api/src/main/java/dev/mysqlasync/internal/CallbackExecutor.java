package dev.mysqlasync.internal;

import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user's executor for callbacks. What it refuses runs on the thread that calls, so that no future stays incomplete. */
public record CallbackExecutor(Executor given) implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackExecutor.class);

    @Override
    public void execute(Runnable callback) {
        try {
            given.execute(callback);
        } catch (RuntimeException | Error e) { // such as a thread that could not be started
            LOG.warn("the callbackExecutor refused a callback, which now runs on the I/O thread: {}", e.toString());
            callback.run();
        }
    }
}
