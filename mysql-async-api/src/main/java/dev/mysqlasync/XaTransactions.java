package dev.mysqlasync;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The branches of distributed transactions on one connection, for transaction managers: {@link #start}, statements on the
 * connection, {@link #end}, then either {@link #prepare} and {@link #commit}, or {@link #commitOnePhase}. Between {@code start} and
 * the branch's end the server refuses everything else that begins or ends transactions. Thread-safe.
 *
 * <p>What the server does not allow fails with {@link MySqlServerException}; 1614 and 1613 say that it has rolled the
 * branch back. While {@link MySqlConnection#inTransaction} is under way on the connection, all but {@link #recover} fail
 * with {@link IllegalStateException}.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/xa-statements.html">XA Transaction SQL Statements</a>
 * @see <a href="https://mariadb.com/docs/server/reference/sql-statements/transactions/xa-transactions">XA Transactions in
 *     MariaDB</a>
 */
public interface XaTransactions {

    /** Begins a branch. No transaction must be open, which under autocommit off a mere SELECT has opened. */
    CompletableFuture<Void> start(Xid xid);

    /** Ends the work in a branch, which can then be prepared, committed in one phase, or rolled back. */
    CompletableFuture<Void> end(Xid xid);

    /**
     * Prepares a branch: the server promises to be able to commit it. It survives the connection, and a restart of the server,
     * until {@link #commit} or {@link #rollback}.
     */
    CompletableFuture<Void> prepare(Xid xid);

    /**
     * Commits a branch that is prepared, on this connection or another. When the connection is lost meanwhile the future
     * fails with {@link MySqlCommitUnknownException}, and {@link #recover} on another tells whether the branch is still there.
     */
    CompletableFuture<Void> commit(Xid xid);

    /**
     * Commits a branch that was ended and not prepared. When the connection is lost meanwhile the future fails with
     * {@link MySqlCommitUnknownException}.
     */
    CompletableFuture<Void> commitOnePhase(Xid xid);

    /** Rolls back a branch that was ended or prepared. */
    CompletableFuture<Void> rollback(Xid xid);

    /**
     * The branches that are prepared on the server and neither committed nor rolled back, whoever began them. The account
     * may need a privilege: {@code XA_RECOVER_ADMIN} on MySQL.
     */
    CompletableFuture<List<Xid>> recover();
}
