package dev.mysqlasync.internal.failure;

import org.jspecify.annotations.Nullable;

/**
 * Steps each of which is taken though one before it threw, an Error maybe: at the end of something, nobody is left waiting. A step
 * that finds no memory is taken again, so it must be able to begin anew. Each try waits for the garbage collector.
 */
public final class EveryStep {

    private static final int MOST_TRIES = 50;

    private @Nullable Throwable first;

    /** Takes one step. */
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

    /** Throws what the first of the failed steps threw, with what the others threw as suppressed. */
    public void end() {
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }
}
