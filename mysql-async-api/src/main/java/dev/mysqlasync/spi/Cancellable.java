package dev.mysqlasync.spi;

/** A task or attempt that can be cancelled. Thread-safe. */
@FunctionalInterface
public interface Cancellable {

    /** Cancels it. May be called from any thread. Has no effect if it has finished or was cancelled before. */
    void cancel();
}
