package dev.mysqlasync.internal.command;

import dev.mysqlasync.MySqlServerException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A transaction outside any scope that the server has rolled back as a whole. Statements that its user submits without
 * knowing this are rejected, because they belong to it. The user knows once a future has completed with the error. That
 * is the future of the failed statement. If nobody waited for it any more, it is the future of a rejected statement.
 * Used from any thread.
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

    /** This request's future will complete with the error. */
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
