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
 * A connection to a server, and the session on it. Thread-safe: statements run in the order in which they were
 * submitted, and several may be on their way at once; each gets its own answer.
 *
 * <p>A connection starts with autocommit off, unless {@link MySqlOptions} says otherwise: what is changed is lost without
 * {@link #commit}.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public interface MySqlConnection extends MySqlClient {

    /**
     * Connects: resolves the name, opens the transport, negotiates TLS, authenticates and sets the session up, all within
     * {@link MySqlOptions#connectTimeout}. The future fails with the {@link MySqlException} that tells which of these
     * went wrong.
     */
    static CompletableFuture<MySqlConnection> connect(MySqlOptions options) {
        return DriverConnectionFactory.connect(options);
    }

    /**
     * Closes the transports that connections and pools share, and with them the threads that wait for the network: for an
     * application that ends while its JVM goes on, such as one that is redeployed with a driver of its own. To be called
     * last, since connections that are still open are lost. Returns at once; the threads end soon after. What is needed
     * later is made anew. Transports given in the options are their owner's to close.
     */
    static void closeSharedTransports() {
        DriverConnectionFactory.closeSharedTransports();
    }

    /**
     * Prepares a statement on the server, to be run any number of times. Values stand for {@code ?} alone. The future fails
     * with {@link MySqlServerException} when the server refuses it.
     */
    CompletableFuture<PreparedStatement> prepare(String sql);

    /** A buffered cursor on this connection, in the manner of Python's DB-API. */
    Cursor cursor();

    /**
     * The statement as text with the arguments in it, as literals that no {@code sql_mode} reads otherwise. Nothing is
     * sent; it is for logs and for statements that cannot be prepared. A text with a backslash becomes an expression that makes
     * it; where the grammar takes a plain string, it becomes one as the session reads it now.
     *
     * @param arguments none for the SQL as it is; otherwise as for {@link #query}, and a {@link java.util.Collection} stands
     *     for its elements, and one {@link java.util.Map} gives the values of parameters such as {@code :name}
     * @throws IllegalArgumentException if arguments are missing or left over, if one has no literal, if servers differ
     *     on whether a parameter stands in a string or comment, or if a literal would not be a value in its place
     */
    String mogrify(String sql, @Nullable Object... arguments);

    /**
     * A streaming cursor on this connection: rows are read as they are fetched, in memory that does not grow with their number.
     * Whatever is submitted on the connection waits behind its results until they are fetched to the end or the cursor is
     * closed, and must not be waited for before; a statement with a {@link Statement#fetchSize fetch size} keeps nothing
     * waiting.
     */
    Cursor streamingCursor();

    /** Starts a transaction; one that is open is committed by the server first. */
    CompletableFuture<Void> begin();

    /**
     * Starts a transaction that differs from the session's others; one that is open is committed first. What is needed for
     * that leaves in one flight with nothing between, and nothing else is sent until it is answered.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/set-transaction.html">SET TRANSACTION</a>
     */
    CompletableFuture<Void> begin(TransactionOptions options);

    /**
     * Commits. When the connection is lost after the COMMIT has left, its outcome is unknown, and the future fails with
     * {@link MySqlCommitUnknownException}.
     */
    CompletableFuture<Void> commit();

    /** Undoes what the open transaction has changed, and ends it; without one it does nothing. */
    CompletableFuture<Void> rollback();

    /**
     * Sets a savepoint in the open transaction; an earlier one of this name is forgotten.
     *
     * @param name any name, which is quoted; those that begin with {@code mysql_async_} are used by
     *     {@link Transaction#inTransaction}
     * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/savepoint.html">SAVEPOINT</a>
     */
    CompletableFuture<Void> savepoint(String name);

    /** Undoes what the open transaction did after a savepoint, which stays; those set after it are forgotten. */
    CompletableFuture<Void> rollbackTo(String name);

    /** Forgets a savepoint and those set after it; what was done stays done. */
    CompletableFuture<Void> release(String name);

    /** As {@link #inTransaction(TransactionOptions, Function)}, with a transaction like the session's others. */
    default <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return inTransaction(TransactionOptions.defaults(), work);
    }

    /**
     * Runs a function in a transaction: begins it, calls the function, commits when the stage that it returns completes, and
     * rolls back when the function throws, the stage fails, or the returned future is cancelled. One that is open before is
     * committed first.
     *
     * <p>The future completes once COMMIT or ROLLBACK is answered; one that is cancelled is done at once, and whatever is
     * submitted to the connection afterwards runs behind the ROLLBACK. Statements that the function submitted and did not
     * wait for are waited for before COMMIT. A ROLLBACK that fails is added to the failure as suppressed, and the
     * connection is closed. When the connection is lost after COMMIT has left, the future fails with
     * {@link MySqlCommitUnknownException}; cancelling comes too late then.
     *
     * <p>Meanwhile the connection's autocommit is off, so that nothing is committed by itself even where the server has ended
     * the transaction. The connection is the function's: what others submit to it runs inside the transaction, and
     * beginning or ending transactions by hand, or in a second function, fails with {@link IllegalStateException}.
     *
     * @param work called on an I/O thread, or by the executor for callbacks; must not block there
     * @return what the function's stage gives
     */
    <T extends @Nullable Object> CompletableFuture<T> inTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends CompletionStage<T>> work);

    /** As {@link #retryTransaction(RetryPolicy, TransactionOptions, Function)}, with the defaults. */
    default <T extends @Nullable Object> CompletableFuture<T> retryTransaction(
            Function<? super Transaction, ? extends CompletionStage<T>> work) {
        return retryTransaction(RetryPolicy.defaults(), TransactionOptions.defaults(), work);
    }

    /**
     * Runs a function in a transaction as {@link #inTransaction(TransactionOptions, Function)} does, and again when the
     * transaction had to give way to others.
     *
     * <p>That is the case when it fails with an error for which {@link MySqlException#isTransactionRolledBack} holds (a
     * deadlock, a serialization failure, a conflict in a cluster or with a snapshot), or with 1205 (a lock was waited for
     * too long), and once it is rolled back. All else fails at once, above all {@link MySqlCommitUnknownException} and lost
     * connections.
     *
     * <p><strong>The function may run several times</strong>, each time with a new {@link Transaction}, and only what it does in
     * that one is undone in between. It must not pass on what it has read before it is committed, and its effects outside the
     * database, or on other connections, must bear repetition.
     *
     * <p>Between two attempts the connection is free for others.
     *
     * @return what the last attempt gives; cancelling it ends the attempt or the pause
     */
    <T extends @Nullable Object> CompletableFuture<T> retryTransaction(
            RetryPolicy policy,
            TransactionOptions options,
            Function<? super Transaction, ? extends CompletionStage<T>> work);

    /** The branches of distributed transactions on this connection. */
    XaTransactions xa();

    /** Turns autocommit on or off for the session. Turning it on commits an open transaction. */
    CompletableFuture<Void> autocommit(boolean on);

    /** Asks the server for a sign of life. A lost connection is reported, never silently replaced. */
    CompletableFuture<Void> ping();

    /**
     * Makes another schema the default one, as {@code USE} does. Statements submitted behind mean its objects.
     *
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_init_db.html">COM_INIT_DB</a>
     */
    CompletableFuture<Void> changeSchema(String schema);

    /**
     * Starts the session over, without a new connection: rolls back, drops temporary tables, locks, user variables and
     * prepared statements, then applies the settings of {@link MySqlOptions} again. User and default schema stay. What is
     * submitted behind it waits and finds the session set up; a statement prepared before is prepared anew when it
     * is next executed. When the settings cannot be applied, the connection is closed.
     *
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_reset_connection.html">COM_RESET_CONNECTION</a>
     */
    CompletableFuture<Void> reset();

    /** As {@link #changeUser(String, CharSequence, String)}, with no default schema. */
    default CompletableFuture<Void> changeUser(String user, CharSequence password) {
        return changeUser(user, password, null);
    }

    /**
     * Starts the session over as another user, as {@link #reset} does otherwise. The rules of {@link MySqlOptions} for
     * authentication hold. A server that refuses the user closes the connection; the future fails with
     * {@link MySqlAuthenticationException} then.
     *
     * @param database the default schema, {@code null} for none
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_change_user.html">COM_CHANGE_USER</a>
     */
    CompletableFuture<Void> changeUser(String user, CharSequence password, @Nullable String database);

    /** As {@link #pipeline(List)}. */
    default CompletableFuture<List<StatementOutcome>> pipeline(Statement... statements) {
        return pipeline(List.of(statements));
    }

    /**
     * Runs several independent statements, in this order, in as few flights as possible: one, and one more before it where
     * some have to be prepared. Each has an outcome of its own, at its place in the list, and those behind a failed one
     * run all the same. So the future succeeds whatever becomes of the statements; when the connection is lost, each has the
     * exception that says whether it may have been executed. It fails as {@link #query} does when a statement is
     * no statement at all.
     *
     * <p>Where statements are not pipelined, see {@link Pipelining}, they run one after the other, with the same outcomes.
     * Other statements of this connection may run between them. Cancelling the future keeps those from being sent that have
     * not left yet.
     */
    CompletableFuture<List<StatementOutcome>> pipeline(List<Statement> statements);

    /**
     * Asks for the remarks on the statement before it: to be called when that is complete, and before anything else
     * is submitted. {@link ExecuteResult#warningCount} and {@link Rows#warningCount} tell whether it is worth it.
     * Servers keep {@code max_error_count} of them.
     */
    CompletableFuture<List<Warning>> warnings();

    /** What the server has told of its session. */
    SessionInfo session();

    /**
     * Whether a transaction is open according to the server's last answer. An error answer does not say: after one it is taken
     * for open when it was open before, and always when autocommit is off.
     */
    boolean isInTransaction();

    /** Whether autocommit was on according to the server's last answer. */
    boolean isAutocommit();

    /** Whether the server said in its last answer that the open transaction is one that only reads. */
    boolean isReadOnlyTransaction();

    /** Whether the server is MariaDB, according to its greeting. */
    boolean isMariaDb();

    /** The character set that statements are sent in, such as {@code utf8mb4}. */
    String characterSet();

    /**
     * The collation that literals are compared with, such as {@code utf8mb4_0900_ai_ci}. No server tells when
     * {@code SET NAMES} changes it, and MariaDB 11 never does: it is better set with
     * {@link MySqlOptionsBuilder#collation}.
     */
    String collation();

    /**
     * What both sides can, by the manual's names, such as {@code CLIENT_DEPRECATE_EOF}.
     *
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/group__group__cs__capabilities__flags.html">Capabilities Flags</a>
     */
    Set<String> capabilities();

    /** The longest packet that the server takes, in bytes: its {@code max_allowed_packet} when the session began. */
    long maxAllowedPacket();

    /** Where the server is reached: an address and a port, or a path of a unix socket. */
    SocketAddress remoteAddress();

    /** The server's version as it tells it, such as {@code 8.4.6} or {@code 11.8.2-MariaDB}. */
    String serverVersion();

    /** The connection's id in the server's process list, as the server itself says, whatever a proxy's greeting said. */
    long connectionId();

    /** Whether statements can be submitted: neither closed nor lost. */
    boolean isOpen();

    /**
     * Completes when the connection has ended, closed or lost; it never fails. All calls give the same future, which cannot be completed or
     * cancelled by who asks; its {@code orTimeout} and {@code completeOnTimeout} give another one.
     */
    CompletableFuture<Void> closed();

    /**
     * Closes: what was submitted before gets {@link MySqlOptions#closeTimeout} to finish, a transaction that is still
     * open is rolled back, with a warning in the log if it has changed rows, and the server is told. Idempotent; the future
     * never fails.
     */
    CompletableFuture<Void> close();
}
