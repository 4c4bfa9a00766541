package dev.mysqlasync;

import java.util.Optional;

/**
 * The session state that the server has reported in its answers so far. It is a live view and may be read from any
 * thread. It sends nothing to the server, and unanswered statements have no effect on it.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/session-state-tracking.html">MySQL Reference Manual, Server
 *     Tracking of Client Session State</a>
 */
public interface SessionInfo {

    /** The default schema; empty if there is none. */
    Optional<String> schema();

    /**
     * The value of a session system variable, as the server writes it. {@code sql_mode}, {@code time_zone} and the
     * character set variables are always present. {@code autocommit} and the variables of
     * {@link MySqlOptionsBuilder#trackVariables} are present after their first change. All others are empty.
     *
     * @param name the variable's name, in any case
     */
    Optional<String> variable(String name);

    /**
     * The GTIDs of the connection's last transaction that has any, if {@link MySqlOptionsBuilder#trackGtids} is on. The
     * format is the server's: {@code uuid:number} from MySQL, {@code domain-server-number} from MariaDB.
     */
    Optional<String> lastGtids();

    /** The state of the transaction, if {@link MySqlOptionsBuilder#trackTransactions} is on. */
    Optional<TransactionState> transactionState();

    /**
     * The SQL that would start a transaction with the characteristics of the open one, if
     * {@link MySqlOptionsBuilder#trackTransactions} is on. An empty string means the session's defaults.
     */
    Optional<String> transactionCharacteristics();
}
