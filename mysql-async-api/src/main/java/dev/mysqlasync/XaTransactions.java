package dev.mysqlasync;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The XA transactions of one connection, for transaction managers. Call {@link #start}, run statements on the
 * connection, and call {@link #end}. Then call {@link #prepare} and {@link #commit}, or {@link #commitOnePhase}. Until
 * the XA transaction ends, the server rejects other statements that begin or end transactions. Thread-safe.
 *
 * <p>A call that the server does not allow fails with {@link MySqlServerException}. Errors 1613 and 1614 mean that the
 * server rolled back the XA transaction. While {@link MySqlConnection#inTransaction} runs on the connection, all
 * methods except {@link #recover} fail with {@link IllegalStateException}.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/xa-statements.html">MySQL Reference Manual, XA Transaction SQL
 *     Statements</a>
 * @see <a href="https://mariadb.com/docs/server/reference/sql-statements/transactions/xa-transactions">MariaDB
 *     Documentation, XA Transactions</a>
 */
public interface XaTransactions {

    /** Starts an XA transaction. No other transaction may be open. With autocommit off, any SELECT opens one. */
    CompletableFuture<Void> start(Xid xid);

    /** Ends the work of an XA transaction. It can then be prepared, committed in one phase, or rolled back. */
    CompletableFuture<Void> end(Xid xid);

    /**
     * Prepares an XA transaction: the server guarantees that it can commit it. A prepared XA transaction survives the
     * connection and a restart of the server, until {@link #commit} or {@link #rollback}.
     */
    CompletableFuture<Void> prepare(Xid xid);

    /**
     * Commits a prepared XA transaction, which may have been prepared on another connection. If the connection is lost
     * before the answer, the future fails with {@link MySqlCommitUnknownException}. {@link #recover} on another
     * connection then shows whether it is still prepared.
     */
    CompletableFuture<Void> commit(Xid xid);

    /**
     * Commits an XA transaction that was ended and not prepared. If the connection is lost before the answer, the
     * future fails with {@link MySqlCommitUnknownException}.
     */
    CompletableFuture<Void> commitOnePhase(Xid xid);

    /** Rolls back an XA transaction that was ended or prepared. */
    CompletableFuture<Void> rollback(Xid xid);

    /**
     * Lists all prepared XA transactions of the server, whoever started them. The account may need a privilege; on
     * MySQL it is {@code XA_RECOVER_ADMIN}.
     */
    CompletableFuture<List<Xid>> recover();
}
