package dev.mysqlasync;

import java.util.Optional;

/**
 * What the server has told of its session in the answers that have arrived so far. A live view, readable from any
 * thread: it does not ask the server, and what was submitted and is not answered yet is not in it.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/session-state-tracking.html">Server Tracking of Client Session State</a>
 */
public interface SessionInfo {

    /** The default schema, empty for none. */
    Optional<String> schema();

    /**
     * The value of a session's system variable, as the server writes it: {@code sql_mode}, {@code time_zone} and the
     * character sets always, {@code autocommit} and those that {@link MySqlOptionsBuilder#trackVariables} names once
     * they have changed; empty for all others.
     *
     * @param name the variable's name, in small or capital letters
     */
    Optional<String> variable(String name);

    /**
     * The global transaction ids of the last transaction on this connection that was given any, where
     * {@link MySqlOptionsBuilder#trackGtids} is on. In the form of the server: {@code uuid:number} from MySQL,
     * {@code domain-server-number} from MariaDB.
     */
    Optional<String> lastGtids();

    /** The state of the transaction, where {@link MySqlOptionsBuilder#trackTransactions} is on. */
    Optional<TransactionState> transactionState();

    /**
     * The SQL that would start a transaction like the one that is open, where
     * {@link MySqlOptionsBuilder#trackTransactions} is on; empty text when it would be like any other.
     */
    Optional<String> transactionCharacteristics();
}
