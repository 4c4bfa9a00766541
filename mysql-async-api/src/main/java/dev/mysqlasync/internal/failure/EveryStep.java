package dev.mysqlasync.internal.failure;

import org.jspecify.annotations.Nullable;

/** Steps each of which is taken though one before it threw, an Error maybe: at the end of something, nobody is left waiting. */
public final class EveryStep {

    private @Nullable Throwable first;

    /** Takes one step. */
    public EveryStep then(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            if (first == null) {
                first = e;
            } else if (first != e) {
                first.addSuppressed(e);
            }
        }
        return this;
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
