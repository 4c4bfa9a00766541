package dev.mysqlasync.internal;

import java.util.concurrent.atomic.AtomicBoolean;

/** The time for which a pool lends a connection to a user. From any thread. */
public final class Lease {

    private final Runnable onEnd;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean userChanged;

    /** @param onEnd run once, by whoever ends it */
    public Lease(Runnable onEnd) {
        this.onEnd = onEnd;
    }

    /** The user gives the connection back. Only the first call counts. */
    void end() {
        if (over.compareAndSet(false, true)) {
            onEnd.run();
        }
    }

    boolean isOver() {
        return over.get();
    }

    /** Refuses what is called too late. */
    void check() {
        if (isOver()) {
            throw new IllegalStateException("the connection was released to its pool; acquire another one");
        }
    }

    /** The session was handed to another account, which starting it over does not undo. */
    void userChanges() {
        userChanged = true;
    }

    /** Whether the session may be another account's. */
    public boolean isUserChanged() {
        return userChanged;
    }
}
