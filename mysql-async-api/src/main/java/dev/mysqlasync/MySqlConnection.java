package dev.mysqlasync;

import dev.mysqlasync.internal.connection.DriverConnectionFactory;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server, and its session. Thread-safe. Statements run in the order of their submission. Several may
 * be sent ahead of the answers; each future gets its own answer.
 *
 * <p>Autocommit is off unless {@link MySqlOptions} says otherwise: changes are lost without {@link #commit}.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public interface MySqlConnection extends MySqlClient {

    /**
     * Connects: resolves the host name, opens the transport, negotiates TLS, authenticates and sets up the session. All
     * of this must finish within {@link MySqlOptions#connectTimeout}. The future fails with the subclass of
     * {@link MySqlException} for the step that failed. It fails with {@link IllegalStateException} if there is no
     * transport, or more than one and the options name none.
     */
    static CompletableFuture<MySqlConnection> connect(MySqlOptions options) {
        return DriverConnectionFactory.connect(options);
    }

    /**
     * Closes the transports that connections and pools share, and ends their I/O threads. It is for an application that
     * ends while its JVM continues, such as one that is redeployed with its own copy of the driver. Call it last,
     * because open connections are lost. It returns at once; the threads end soon after. The driver makes new
     * transports if they are needed later. The owner of a transport that the options contain must close it.
     */
    static void closeSharedTransports() {
        DriverConnectionFactory.closeSharedTransports();
    }

    /**
     * Prepares a statement on the server for any number of executions. Values are positional ({@code ?}). The future
     * fails with {@link MySqlServerException} if the server rejects the statement.
     */
    CompletableFuture<PreparedStatement> prepare(String sql);

    /** A buffered cursor on this connection, as in Python's DB-API. */
    Cursor cursor();

    /**
     * Renders a statement with its arguments as literals. Nothing is sent. Use it for logs, and for statements that
     * cannot be prepared.
     *
     * <p>The literals mean the same under every {@code sql_mode}. Text with a backslash becomes an expression. Where
     * the grammar requires a plain string, it becomes a string for the session's current {@code sql_mode}.
     *
     * @param arguments none to get the SQL unchanged; otherwise as for {@link #query}. A {@link java.util.Collection}
     *     stands for its elements. A single {@link java.util.Map} gives the values of named parameters such as
     *     {@code :name}
     * @throws IllegalArgumentException if the number of arguments is wrong; if an argument has no literal; if servers
     *     disagree whether a parameter is inside a string or comment; or if a literal would not be a value in its place
     */
    String mogrify(String sql, @Nullable Object... arguments);

    /**
     * A streaming cursor on this connection. It reads rows as they are fetched, in memory that does not grow with their
     * number.
     *
     * <p>Statements that are submitted later wait until its results are fetched to the end, or the cursor is closed. Do
     * not block on them before that. A statement with a {@link Statement#fetchSize fetch size} does not hold up others.
     */
    Cursor streamingCursor();

    /**
     * Starts a transaction. The server first commits a transaction that is open.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/commit.html">MySQL Reference Manual, START TRANSACTION,
     *     COMMIT, and ROLLBACK Statements</a>
     */
    CompletableFuture<Void> begin();

    /**
     * Starts a transaction with characteristics of its own. The server first commits a transaction that is open. The
     * driver sends all that is needed in one round trip, and sends nothing else until it is answered.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/set-transaction.html">MySQL Reference Manual, SET
     *     TRANSACTION Statement</a>
     */
    CompletableFuture<Void> begin(TransactionOptions options);

    /**
     * Commits. If the connection is lost after COMMIT was sent, its outcome is unknown, and the future fails with
     * {@link MySqlCommitUnknownException}.
     */
    CompletableFuture<Void> commit();

    /** Rolls back the open transaction. Without one, it has no effect. */
    CompletableFuture<Void> rollback();

    /**
     * Sets a savepoint in the open transaction. It replaces an earlier savepoint of the same name.
     *
     * @param name any identifier; it is quoted. Names that begin with {@code mysql_async_} are reserved for
     *     {@link Transaction#inTransaction}
     * @throws IllegalArgumentException if the name is not a valid identifier, see {@link Identifiers#quote}
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/savepoint.html">MySQL Reference Manual, SAVEPOINT, ROLLBACK
     *     TO SAVEPOINT, and RELEASE SAVEPOINT Statements</a>
     */
    CompletableFuture<Void> savepoint(String name);

    /** Rolls back to a savepoint, which stays set. Later savepoints are removed. */
    CompletableFuture<Void> rollbackTo(String name);

    /** Removes a savepoint and the later ones. Changes stay in the transaction. */
    CompletableFuture<Void> release(String name);

    /** As {@link #inTransaction(TransactionOptions, Function)}, with the session's own transaction characteristics. */
    default <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return inTransaction(TransactionOptions.defaults(), work);
    }

    /**
     * Runs a function in a transaction. The driver begins the transaction, calls the function, and commits when the
     * returned stage completes. It rolls back if the function throws, the stage fails, or the returned future is
     * cancelled. A transaction that is open before is committed first.
     *
     * <p>The future completes when COMMIT or ROLLBACK is answered. A cancelled future completes at once; statements
     * that are submitted later then run after the ROLLBACK. COMMIT waits for all statements that the function
     * submitted. If ROLLBACK fails, its error is added as a suppressed exception, and the connection is closed. If the
     * connection is lost after COMMIT was sent, the future fails with {@link MySqlCommitUnknownException}. From then on
     * cancelling has no effect on the transaction.
     *
     * <p>Autocommit is off until the transaction ends. So nothing is committed by itself, even if the server has ended
     * the transaction. Until then the connection belongs to the function. Statements that others submit to it run
     * inside the transaction. Beginning or ending transactions by other means fails with {@link IllegalStateException},
     * and so does a second {@code inTransaction}.
     *
     * @param work called on an I/O thread, or by the callback executor; it must not block there
     * @return the value of the function's stage
     */
    <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends CompletionStage<T>> work);

    /** As {@link #retryTransaction(RetryPolicy, TransactionOptions, Function)}, with the defaults of both. */
    default <T extends @Nullable Object> CompletableFuture<T> retryTransaction(
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return retryTransaction(RetryPolicy.defaults(), TransactionOptions.defaults(), work);
    }

    /**
     * Runs a function in a transaction, as {@link #inTransaction(TransactionOptions, Function)} does. It runs the
     * function again if the transaction conflicts with others.
     *
     * <p>A retry follows an error for which {@link MySqlException#isTransactionRolledBack} returns true: a deadlock, a
     * serialization failure, or a conflict in a cluster or with a snapshot. It also follows error 1205 (lock wait
     * timeout). The transaction is rolled back first. Every other error fails the future at once, in particular
     * {@link MySqlCommitUnknownException} and a lost connection.
     *
     * <p><strong>The function may run several times</strong>, each time with a new {@link Transaction}. Only what it
     * does in that transaction is undone between attempts. It must not publish what it has read before the commit. Its
     * effects outside the transaction must be repeatable.
     *
     * <p>The connection is free for others between two attempts.
     *
     * @param work called on an I/O thread, or by the callback executor, once for each attempt; it must not block there
     * @return the value of the last attempt; cancelling it ends the attempt or the pause
     */
    <T extends @Nullable Object> CompletableFuture<T> retryTransaction(
            RetryPolicy policy,
            TransactionOptions options,
            Function<? super Transaction, ? extends CompletionStage<T>> work);

    /** The XA transactions on this connection. */
    XaTransactions xa();

    /** Turns autocommit on or off for the session. Turning it on commits an open transaction. */
    CompletableFuture<Void> autocommit(boolean on);

    /**
     * Checks that the server answers. If the connection is lost, the future fails; the driver never reconnects
     * silently.
     *
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_ping.html">MySQL Source Code
     *     Documentation, COM_PING</a>
     */
    CompletableFuture<Void> ping();

    /**
     * Changes the default schema, as {@code USE} does. It applies to the statements that are submitted later.
     *
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_init_db.html">MySQL Source Code
     *     Documentation, COM_INIT_DB</a>
     */
    CompletableFuture<Void> changeSchema(String schema);

    /**
     * Resets the session without a new connection. The server rolls back, and drops temporary tables, locks, user
     * variables and prepared statements. The driver then applies the settings of {@link MySqlOptions} again. User and
     * default schema stay.
     *
     * <p>Statements that are submitted later wait for the reset. A statement that was prepared before is prepared again
     * at its next execution. If the settings cannot be applied, the connection is closed.
     *
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_reset_connection.html">MySQL
     *     Source Code Documentation, COM_RESET_CONNECTION</a>
     */
    CompletableFuture<Void> reset();

    /** As {@link #changeUser(String, CharSequence, String)}, without a default schema. */
    default CompletableFuture<Void> changeUser(String user, CharSequence password) {
        return changeUser(user, password, null);
    }

    /**
     * Resets the session as {@link #reset} does, and authenticates as another user. The authentication options of
     * {@link MySqlOptions} apply. If the server rejects the user, the future fails with
     * {@link MySqlAuthenticationException} and the connection is closed.
     *
     * @param database the default schema, {@code null} for none
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_change_user.html">MySQL Source
     *     Code Documentation, COM_CHANGE_USER</a>
     */
    CompletableFuture<Void> changeUser(String user, CharSequence password, @Nullable String database);

    /** As {@link #pipeline(List)}. */
    default CompletableFuture<List<StatementOutcome>> pipeline(Statement... statements) {
        return pipeline(List.of(statements));
    }

    /**
     * Runs independent statements in order and in as few round trips as possible: one, and one more if some of them
     * must be prepared. Each statement has its own outcome at its index in the list. Statements after a failed one
     * still run.
     *
     * <p>The future therefore succeeds whatever happens to the statements. If the connection is lost, each outcome says
     * whether its statement may have been executed. The future fails only if a statement cannot be submitted at all.
     *
     * <p>Without {@link Pipelining}, the statements run one at a time, with the same outcomes. Other statements of this
     * connection may run between them. Cancelling the future prevents the statements that were not sent yet.
     */
    CompletableFuture<List<StatementOutcome>> pipeline(List<Statement> statements);

    /**
     * Reads the warnings of the previous statement. Call it after that statement's future has completed, and before
     * another statement is submitted. {@link ExecuteResult#warningCount} and {@link Rows#warningCount} tell whether
     * there are any. The server keeps at most {@code max_error_count} of them.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/show-warnings.html">MySQL Reference Manual, SHOW WARNINGS
     *     Statement</a>
     */
    CompletableFuture<List<Warning>> warnings();

    /** The session state that the server has reported. */
    SessionInfo session();

    /**
     * Whether a transaction is open, according to the server's last answer. An error answer does not say. After one,
     * the result is the same as before it; with autocommit off it is then always true.
     */
    boolean isInTransaction();

    /** Whether autocommit is on, according to the server's last answer. */
    boolean isAutocommit();

    /** Whether the open transaction is read-only, according to the server's last answer. */
    boolean isReadOnlyTransaction();

    /** Whether the server is MariaDB, according to its greeting. */
    boolean isMariaDb();

    /** The character set in which statements are sent, such as {@code utf8mb4}. */
    String characterSet();

    /**
     * The collation with which literals are compared, such as {@code utf8mb4_0900_ai_ci}. No server reports a change by
     * {@code SET NAMES}, and MariaDB 11 reports no change at all. Set it with {@link MySqlOptionsBuilder#collation}
     * instead.
     */
    String collation();

    /**
     * The capability flags that both sides support, by the manual's names, such as {@code CLIENT_DEPRECATE_EOF}.
     *
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/group__group__cs__capabilities__flags.html">MySQL
     *     Source Code Documentation, Capabilities Flags</a>
     */
    Set<String> capabilities();

    /**
     * The largest packet that the server accepts, in bytes: its {@code max_allowed_packet} at the start of the session.
     */
    long maxAllowedPacket();

    /** The server's address: an IP address and a port, or the path of a unix socket. */
    SocketAddress remoteAddress();

    /** The server's version string, such as {@code 8.4.6} or {@code 11.8.2-MariaDB}. */
    String serverVersion();

    /**
     * The connection's ID in the server's process list. It is the server's own ID, also behind a proxy whose greeting
     * gave another one.
     */
    long connectionId();

    /** Whether statements can be submitted: the connection is neither closed nor lost. */
    boolean isOpen();

    /**
     * Completes when the connection is closed or lost. It never fails. All calls return the same future, which callers
     * cannot complete or cancel. Its {@code orTimeout} and {@code completeOnTimeout} return another future.
     */
    CompletableFuture<Void> closed();

    /**
     * Closes the connection. Submitted statements have {@link MySqlOptions#closeTimeout} to finish. An open transaction
     * is then rolled back, with a warning in the log if it has changed rows, and COM_QUIT is sent. Calling it again has
     * no effect. The future never fails.
     */
    CompletableFuture<Void> close();
}
