package dev.mysqlasync.spi;

/** Something that can still be called off. Thread-safe. */
@FunctionalInterface
public interface Cancellable {

    /** Calls it off. From any thread; does nothing when it has already happened or was cancelled before. */
    void cancel();
}
