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
 * A connection as its pool sees it. From any thread; the futures complete on the connection's I/O thread, whatever executor the user's
 * callbacks have, so that the pool goes on even while that executor is busy.
 */
public interface Lendable {

    /**
     * The connection for statements that are a transaction each: autocommit is on, and their futures complete on the I/O thread. The
     * signals of streams come where those of users do.
     */
    MySqlConnection connection();

    /** Calls a procedure on {@link #connection}. */
    CompletableFuture<CallResult> call(Statement call);

    /** The connection for a user, with autocommit as the user's options say, until the lease ends. */
    MySqlConnection lend(Lease lease);

    /**
     * The connection for a user who runs transactions with a lifetime on it and nothing else: those look after autocommit.
     *
     * @param timeLeft for the first of them to begin; {@code null} for as long as its options say
     */
    MySqlConnection lendForTransactions(Lease lease, @Nullable Duration timeLeft);

    /** Its id in the server's process list. */
    long connectionId();

    /** Neither closed nor lost. */
    boolean isOpen();

    /** Whether its server took no writes when its session began, or was last started over. */
    boolean isReadOnly();

    /**
     * With what the server has refused a statement for what the server is, and not for what was asked: not ready, read-only, offline;
     * {@code null} if it has not, or that is forgotten.
     */
    @Nullable
    MySqlException refusal();

    void forgetRefusal();

    /** Completes when it is gone. */
    CompletableFuture<?> ended();

    /** Asks the server for a sign of life. */
    CompletableFuture<?> check();

    /**
     * Finishes what was submitted and makes it ready for the next user; if that fails it must not be used any more.
     *
     * @param reset when the session is started over, and not just its transaction rolled back
     * @param changesLost run when changes are rolled back
     */
    CompletableFuture<?> restore(SessionReset reset, Runnable changesLost);

    /** Waits until everything that was submitted is answered, and tells whether changes of a lease's are left uncommitted. */
    CompletableFuture<Boolean> leavesChanges(Lease lease);

    /** Runs a task on its I/O thread, also when it is gone. */
    void execute(Runnable task);

    /** Closes it; {@link #ended} follows in any case. */
    void close();
}
