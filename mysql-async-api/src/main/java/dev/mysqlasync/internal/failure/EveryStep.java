package dev.mysqlasync.internal.failure;

import org.jspecify.annotations.Nullable;

/**
 * Runs steps one by one, even if an earlier one threw an exception or Error. So nobody is left waiting at the end of an
 * operation. A step that runs out of memory is run again, so it must be repeatable. Each attempt waits for the garbage
 * collector.
 */
public final class EveryStep {

    private static final int MOST_TRIES = 50;

    private @Nullable Throwable first;

    /** Runs a step. */
    public EveryStep then(Runnable step) {
        for (int tries = 1; ; tries++) {
            try {
                step.run();
                return this;
            } catch (Throwable e) {
                if (tries == MOST_TRIES || !isLackOfMemory(e)) {
                    note(e);
                    return this;
                }
            }
        }
    }

    /** The JVM wraps what it finds while it links a call for the first time. */
    private static boolean isLackOfMemory(Throwable thrown) {
        return thrown instanceof OutOfMemoryError
                || thrown instanceof InternalError
                || thrown instanceof BootstrapMethodError;
    }

    private void note(Throwable thrown) {
        if (first == null) {
            first = thrown;
        } else if (first != thrown) {
            first.addSuppressed(thrown);
        }
    }

    /** Throws the first exception of the steps, with the others as suppressed exceptions. */
    public void end() {
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
