package dev.mysqlasync;

import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to a server, and the session on it. Thread-safe: statements run in the order in which they were
 * submitted, and several may be on their way at once; each gets its own answer.
 *
 * <p>A connection starts with autocommit off, unless {@link MySqlOptions} says otherwise: what is changed is lost without
 * {@link #commit}.
 */
public interface MySqlConnection extends MySqlClient {

    /**
     * Connects: resolves the name, opens the transport, negotiates TLS, authenticates and sets the session up, all within
     * {@link MySqlOptions#connectTimeout}. The future fails with the {@link MySqlException} that tells which of these
     * went wrong.
     */
    static CompletableFuture<MySqlConnection> connect(MySqlOptions options) {
        return Factory.INSTANCE.connect(options);
    }

    /**
     * Prepares a statement on the server, to be run any number of times. Values stand for {@code ?} alone. The future fails
     * with {@link MySqlServerException} when the server refuses it.
     */
    CompletableFuture<PreparedStatement> prepare(String sql);

    /** A buffered cursor on this connection, in the manner of Python's DB-API. */
    Cursor cursor();

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
     * Commits. When the connection is lost after the COMMIT has left, its outcome is unknown, and the future fails with
     * {@link MySqlCommitUnknownException}.
     */
    CompletableFuture<Void> commit();

    CompletableFuture<Void> rollback();

    /** Turns autocommit on or off for the session. Turning it on commits an open transaction. */
    CompletableFuture<Void> autocommit(boolean on);

    /** Asks the server for a sign of life. A lost connection is reported, never silently replaced. */
    CompletableFuture<Void> ping();

    /** Whether the server said in its last answer that a transaction is open. An error answer does not say. */
    boolean isInTransaction();

    /** Whether autocommit was on according to the server's last answer. */
    boolean isAutocommit();

    /** The server's version as it tells it, such as {@code 8.4.6} or {@code 11.8.2-MariaDB}. */
    String serverVersion();

    /** The connection's id in the server's process list, as the server itself says, whatever a proxy's greeting said. */
    long connectionId();

    /** Whether statements can be submitted: neither closed nor lost. */
    boolean isOpen();

    /**
     * Closes: what was submitted before gets {@link MySqlOptions#closeTimeout} to finish, a transaction that is still
     * open is rolled back, with a warning in the log if it has changed rows, and the server is told. Idempotent; the future
     * never fails.
     */
    CompletableFuture<Void> close();
}

/** Holds the factory, looked up once. */
final class Factory {
    static final ConnectionFactory INSTANCE = ServiceLoader.load(
                    ConnectionFactory.class, ConnectionFactory.class.getClassLoader())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no ConnectionFactory: mysql-async-api is incomplete"));

    private Factory() {}
}
