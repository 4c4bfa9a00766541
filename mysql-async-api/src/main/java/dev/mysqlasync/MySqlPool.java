package dev.mysqlasync;

import dev.mysqlasync.internal.pool.DriverPoolFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Connections that are made as they are needed, lent to one user at a time, and kept for the next. Thread-safe.
 *
 * <p>The verbs run their statement on a connection that they acquire and release. Each is a committed transaction of its own,
 * whatever {@link MySqlOptions} says of autocommit, so that no change is lost. Where nothing of a statement was sent because the
 * connection turned out to be gone, or the server said that it did not execute it, the statement is tried once more on
 * another connection, and also where that is not known if it is {@linkplain Statement#idempotent idempotent}; anything else is
 * the caller's decision. A time limit of the statement counts from the call, so it covers
 * the waiting too. A stream holds its connection until it has ended or is cancelled.
 *
 * <p>Whoever acquires is served in the order of the calls. Connections are made in parallel, outside any lock, and with growing
 * pauses while that fails. What a user leaves behind in a session does not reach the next one, unless
 * {@link PoolOptions#resetOnRelease} says so; a transaction left open is rolled back, with a warning in the log if it has changed rows.
 *
 * <p>Futures complete on I/O threads, those that fail for want of a connection possibly on another of the transport's
 * threads, unless {@link MySqlOptions} names an executor for callbacks; where a connection is at hand, {@link #acquire}'s
 * is complete on return. Cancelling one gives up its place in the line, or what it was doing; a connection
 * that comes too late is kept for others.
 */
public interface MySqlPool extends MySqlClient, AutoCloseable {

    /**
     * Makes a pool with {@link PoolOptions#DEFAULT}. It connects when it is first used.
     *
     * @throws IllegalStateException if there is no transport, or more than one and none is named
     */
    static MySqlPool create(MySqlOptions options) {
        return create(options, PoolOptions.DEFAULT);
    }

    /**
     * Makes a pool. It connects when it is first used, and before that as far as {@link PoolOptions#minSize} says.
     *
     * @throws IllegalStateException if there is no transport, or more than one and none is named
     */
    static MySqlPool create(MySqlOptions options, PoolOptions poolOptions) {
        return DriverPoolFactory.create(options, poolOptions);
    }

    /**
     * Acquires a connection, with autocommit as {@link MySqlOptions} says. Its {@code close} releases it, and completes at once; what is
     * called on it, or on what it has made, after that throws {@link IllegalStateException}. What was submitted before is
     * finished first, within {@link PoolOptions#releaseTimeout}.
     *
     * <p>The future fails with {@link MySqlPoolTimeoutException}, {@link MySqlPoolFullException} or
     * {@link MySqlPoolClosedException}; or with what a connect failed with, when trying again cannot help and there is
     * no connection left to wait for.
     */
    CompletableFuture<MySqlConnection> acquire();

    /**
     * Lends a connection to a function until the stage that it returns is complete. Cancelling the future cancels that stage.
     *
     * <p>Without autocommit, the default, the function commits what it has changed. Where it succeeds and has not, the future
     * fails with {@link MySqlUncommittedException}, and the changes are rolled back.
     *
     * @param use called on an I/O thread, or at once on the calling one; what it throws fails the future
     */
    <T> CompletableFuture<T> withConnection(Function<? super MySqlConnection, ? extends CompletionStage<T>> use);

    /** As {@link #inTransaction(TransactionOptions, Function)}, with a transaction like a session's others. */
    default <T> CompletableFuture<T> inTransaction(Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return inTransaction(TransactionOptions.defaults(), work);
    }

    /**
     * Runs a transaction on a connection of its own, as {@link MySqlConnection#inTransaction} does: it is committed when the
     * stage that the function returns has completed, and rolled back when that fails, or the future is cancelled; the
     * future is complete when that is done.
     *
     * @param work called on an I/O thread
     */
    <T> CompletableFuture<T> inTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends CompletionStage<T>> work);

    /** As {@link #retryTransaction(RetryPolicy, TransactionOptions, Function)}, with the defaults of both. */
    default <T> CompletableFuture<T> retryTransaction(
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return retryTransaction(RetryPolicy.defaults(), TransactionOptions.defaults(), work);
    }

    /**
     * Runs a transaction, and again when the server has rolled it back for reasons that may pass, on one connection and by the
     * contract of {@link MySqlConnection#retryTransaction}.
     *
     * @param work called on an I/O thread, once for each attempt
     */
    <T> CompletableFuture<T> retryTransaction(
            RetryPolicy policy,
            TransactionOptions options,
            Function<? super Transaction, ? extends CompletionStage<T>> work);

    /**
     * Completes when as many connections have been made as {@link PoolOptions#minSize} says, and one at least: an application
     * that waits for it before it serves finds out there that the database cannot be reached. The pool connects and goes on connecting with
     * or without it.
     *
     * <p>The future fails with what a connect failed with, when trying again cannot help; with
     * {@link MySqlPoolTimeoutException} after {@code limit}, with what the last connect failed with as its cause; with
     * {@link MySqlPoolClosedException}. The pool stays as it is then, and can be tried again.
     *
     * @param limit more than zero
     */
    CompletableFuture<Void> warmUp(Duration limit);

    /** What the pool is doing, and has done. */
    PoolStats stats();

    /** Whether connections can be acquired. */
    boolean isOpen();

    /**
     * Closes: whoever waits or acquires from now on gets {@link MySqlPoolClosedException}; connections in use get until {@code grace} has
     * passed to be released, and are then closed with what is under way on them. Idempotent; the least grace counts. The future
     * completes when no connection is left, and never fails.
     */
    CompletableFuture<Void> closeAsync(Duration grace);

    /**
     * Closes as {@link #closeAsync} does with {@link PoolOptions#closeTimeout}, and waits for it; on an I/O thread it does not
     * wait. An interrupt ends the waiting, and is passed on.
     */
    @Override
    void close();
}
