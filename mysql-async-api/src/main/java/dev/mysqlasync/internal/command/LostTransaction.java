package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlServerException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A transaction outside of any scope that the server has rolled back as a whole. Whatever its user submits without knowing that
 * belongs to it, and is refused. The user knows once a future has told: that of the statement, or when nobody waited for that one any
 * more, that of one that was refused. From any thread.
 */
final class LostTransaction {

    private final MySqlServerException cause;
    private final Queue<Request<?>> tellers = new ConcurrentLinkedQueue<>();
    private volatile boolean told;

    LostTransaction(MySqlServerException cause) {
        this.cause = cause;
    }

    MySqlServerException cause() {
        return cause;
    }

    /** This request's future is going to tell of it. */
    void toldBy(Request<?> request) {
        if (!told) {
            tellers.add(request);
        }
    }

    boolean isTold() {
        if (!told && tellers.stream().anyMatch(Request::hasTold)) {
            told = true;
            tellers.clear();
        }
        return told;
    }
}
