package dev.mysqlasync.internal.connection;

import dev.mysqlasync.CallResult;
import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.SessionReset;
import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.command.Lease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its pool sees it. Thread-safe. The futures complete on the connection's I/O thread, never on the
 * callback executor of users. So the pool works even while that executor is busy.
 */
public interface Lendable {

    /**
     * The connection for single statements, each a transaction of its own. Autocommit is on, and futures complete on
     * the I/O thread. Streams still signal on the callback executor of users.
     */
    MySqlConnection connection();

    /** Calls a procedure on {@link #connection}. */
    CompletableFuture<CallResult> call(Statement call);

    /** The connection for the user of a lease, with autocommit as the options say. */
    MySqlConnection lend(Lease lease);

    /**
     * The connection for the user of a lease who only runs transactions with a lifetime. These set autocommit
     * themselves.
     *
     * @param timeLeft for the first transaction to begin; {@code null} for the timeout in the options
     */
    MySqlConnection lendForTransactions(Lease lease, @Nullable Duration timeLeft);

    /** The ID in the server's process list. */
    long connectionId();

    /** Whether the connection is neither closed nor lost. */
    boolean isOpen();

    /** Whether the server was read-only when the session began or was last reset. */
    boolean isReadOnly();

    /**
     * The last error with which the server rejected a request because of its own state: not ready, read-only, or
     * offline. {@code null} if there is none since {@link #forgetRefusal}.
     */
    @Nullable
    MySqlException refusal();

    void forgetRefusal();

    /** Completes when the connection is gone. */
    CompletableFuture<?> ended();

    /** Sends {@code COM_PING}. */
    CompletableFuture<?> check();

    /**
     * Waits for all submitted requests, and prepares the session for the next user. If that fails, the connection must
     * not be used any more.
     *
     * @param reset when to reset the session, instead of only rolling back its transaction
     * @param changesLost runs if uncommitted changes are rolled back
     */
    CompletableFuture<?> restore(SessionReset reset, Runnable changesLost);

    /** Waits until all submitted requests are answered. Returns whether a lease has left uncommitted changes. */
    CompletableFuture<Boolean> leavesChanges(Lease lease);

    /** Runs a task on the I/O thread, even after the connection is gone. */
    void execute(Runnable task);

    /** Closes the connection. {@link #ended} completes in any case. */
    void close();
}
