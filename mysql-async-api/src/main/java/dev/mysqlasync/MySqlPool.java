package dev.mysqlasync;

import dev.mysqlasync.internal.pool.DriverPoolFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A pool of connections. Each connection is made when it is needed, lent to one user at a time, and kept for the next.
 * Thread-safe.
 *
 * <p>The methods of {@link MySqlClient} acquire a connection, run their statement and release the connection. Each
 * statement is a committed transaction of its own, whatever the option {@code autocommit} says, so no change is lost.
 * The pool retries a statement once, on another connection, if nothing of it was sent because the connection was gone.
 * It does the same if the server said that it did not execute the statement. An
 * {@linkplain Statement#idempotent idempotent} statement is also retried when its outcome is unknown. A statement's
 * timeout starts with the call, so it includes the wait for a connection. A stream holds its connection until it ends
 * or is cancelled.
 *
 * <p>Callers are served in order. Connections are made in parallel, without a lock, and with growing pauses after
 * failures. The pool resets a session before the next user gets it, as {@link PoolOptions#resetOnRelease} says. It
 * rolls back a transaction that was left open, with a warning in the log if it has changed rows.
 *
 * <p>Futures complete on I/O threads, unless {@link MySqlOptions} sets a callback executor. Futures that fail because
 * no connection is available may complete on another thread of the transport. If a connection is idle, the future of
 * {@link #acquire} is complete on return. Cancelling a future gives up the place in the queue, or cancels the
 * statement. A connection that arrives too late stays in the pool.
 */
public interface MySqlPool extends MySqlClient, AutoCloseable {

    /**
     * Creates a pool with {@link PoolOptions#DEFAULT}. It connects on first use.
     *
     * @throws IllegalStateException if there is no transport, or more than one and the options name none
     */
    static MySqlPool create(MySqlOptions options) {
        return create(options, PoolOptions.DEFAULT);
    }

    /**
     * Creates a pool. It makes {@link PoolOptions#minSize} connections at once and further ones on demand.
     *
     * @throws IllegalStateException if there is no transport, or more than one and the options name none
     */
    static MySqlPool create(MySqlOptions options, PoolOptions poolOptions) {
        return DriverPoolFactory.create(options, poolOptions);
    }

    /**
     * Acquires a connection, with autocommit as {@link MySqlOptions} says. Its {@code close} releases it and completes
     * at once. Statements that were submitted before may finish within {@link PoolOptions#releaseTimeout}. Later calls
     * on the connection, and on objects that it created, throw {@link IllegalStateException}.
     *
     * <p>The future fails with {@link MySqlPoolTimeoutException}, {@link MySqlPoolFullException} or
     * {@link MySqlPoolClosedException}. It fails with the error of the last connect attempt if another attempt cannot
     * help and the pool has no connection to wait for.
     */
    CompletableFuture<MySqlConnection> acquire();

    /**
     * Lends a connection to a function until the stage that the function returns completes. Cancelling the future
     * cancels that stage.
     *
     * <p>With autocommit off, the default, the function must commit its changes. If it succeeds without doing so, the
     * future fails with {@link MySqlUncommittedException}, and the changes are rolled back.
     *
     * @param use called on an I/O thread, or at once on the calling thread; an exception that it throws fails the
     *     future
     * @return the value of the function's stage
     */
    <T> CompletableFuture<T> withConnection(Function<? super MySqlConnection, ? extends CompletionStage<T>> use);

    /** As {@link #inTransaction(TransactionOptions, Function)}, with the session's own transaction characteristics. */
    default <T> CompletableFuture<T> inTransaction(Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return inTransaction(TransactionOptions.defaults(), work);
    }

    /**
     * Runs a transaction on a connection of its own, as
     * {@link MySqlConnection#inTransaction(TransactionOptions, Function)} does. It commits when the stage that the
     * function returns completes. It rolls back if the stage fails or the future is cancelled. The future completes
     * afterwards.
     *
     * @param work called on an I/O thread; it must not block there
     * @return the value of the function's stage
     */
    <T> CompletableFuture<T> inTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends CompletionStage<T>> work);

    /** As {@link #retryTransaction(RetryPolicy, TransactionOptions, Function)}, with the defaults of both. */
    default <T> CompletableFuture<T> retryTransaction(
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return retryTransaction(RetryPolicy.defaults(), TransactionOptions.defaults(), work);
    }

    /**
     * Runs a transaction, and runs it again if it conflicts with others. All attempts use one connection. The contract
     * is that of {@link MySqlConnection#retryTransaction(RetryPolicy, TransactionOptions, Function)}.
     *
     * @param work called on an I/O thread, once for each attempt; it must not block there
     * @return the value of the last attempt
     */
    <T> CompletableFuture<T> retryTransaction(
            RetryPolicy policy,
            TransactionOptions options,
            Function<? super Transaction, ? extends CompletionStage<T>> work);

    /**
     * Completes when {@link PoolOptions#minSize} connections exist, but at least one. An application can wait for it
     * before it serves requests, to find out whether the database is reachable. The pool makes connections with or
     * without this call.
     *
     * <p>The future fails with
     *
     * <ul>
     *   <li>the error of a connect attempt, if another attempt cannot help
     *   <li>{@link MySqlPoolTimeoutException} after {@code limit}, with the error of the last connect attempt as its
     *       cause
     *   <li>{@link MySqlPoolClosedException}, if the pool is closed
     * </ul>
     *
     * <p>The pool stays usable after a failure, and {@code warmUp} may be called again.
     *
     * @param limit more than zero
     * @throws IllegalArgumentException if the limit is zero or negative
     */
    CompletableFuture<Void> warmUp(Duration limit);

    /** The pool's current figures and counters. */
    PoolStats stats();

    /** Whether connections can be acquired. */
    boolean isOpen();

    /**
     * Closes the pool. Callers that wait or acquire from now on get {@link MySqlPoolClosedException}. Connections in
     * use have {@code grace} to be released; then the pool closes them, with the statements that run on them. A further
     * call can only shorten the grace. The future completes when no connection is left, and never fails.
     *
     * @throws IllegalArgumentException if the grace is negative
     */
    CompletableFuture<Void> closeAsync(Duration grace);

    /**
     * Closes the pool as {@link #closeAsync} does with {@link PoolOptions#closeTimeout}, and waits for it. On an I/O
     * thread it does not wait. An interrupt ends the wait and keeps the thread's interrupt status.
     */
    @Override
    void close();
}
