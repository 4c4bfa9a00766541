package dev.mysqlasync.internal.failure;

import dev.mysqlasync.ErrorCategory;
import dev.mysqlasync.MySqlAuthenticationException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlServerException.Trait;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server error means for the connection, the transaction and the caller.
 *
 * <p>Errors are recognised by their code, or by SQLSTATE if the code is unknown, and never by their text. Any statement
 * can raise any code with SIGNAL. So a trait may justify closing a connection, or a retry of what had no effect. It
 * never proves that a statement was executed.
 *
 * @see <a href="https://dev.mysql.com/doc/mysql-errors/9.7/en/server-error-reference.html">MySQL Error Message
 *     Reference, Server Error Message Reference</a>
 * @see <a href="https://mariadb.com/docs/server/reference/error-codes">MariaDB Documentation, MariaDB Error Codes</a>
 */
public final class ServerErrors {

    /**
     * ER_SIGNAL_EXCEPTION: a SIGNAL without a code of its own. Its SQLSTATE is the application's and says nothing about
     * the server.
     */
    private static final int SIGNAL = 1644;

    /** The server closes the connection: network errors, shutdown, offline mode, killed, idle for too long. */
    private static final Set<Integer> FATAL =
            Set.of(1043, 1053, 1152, 1153, 1154, 1155, 1156, 1157, 1158, 1159, 1160, 1161, 1184, 1835, 1927, 3032);

    /** The server rejected the command before it executed it. */
    private static final Set<Integer> NOT_EXECUTED = Set.of(1040, 1047, 1129, 1203, 1226, 3032);

    /** Locks, load, quotas, shutdown, a change of roles, and transactions that can be run again. */
    private static final Set<Integer> TRANSIENT = Set.of(
            1020, 1040, 1047, 1053, 1129, 1180, 1203, 1205, 1206, 1213, 1226, 1412, 1613, 1614, 1615, 1637, 3032, 3100,
            3101, 3572, 8002, 8022, 8028, 9007);

    /** These include a COMMIT that group replication (3100, 3101) or a storage engine (1180) rejected. */
    private static final Set<Integer> ROLLED_BACK =
            Set.of(1180, 1206, 1213, 1402, 1613, 1614, 3100, 3101, 8002, 8022, 8028, 9007);

    /**
     * Errors of the account, its password or its privileges. While connecting, only another account or password helps.
     */
    private static final Set<Integer> AUTHENTICATION =
            Set.of(1044, 1045, 1130, 1251, 1275, 1524, 1698, 1820, 1862, 3118, 3159, 3955, 4151);

    /**
     * ER_CLIENT_INTERACTION_TIMEOUT of MySQL: the session was idle for longer than wait_timeout. MariaDB uses this code
     * for another error.
     */
    private static final int MYSQL_IDLE_TOO_LONG = 4031;

    /** MySQL Router sends this error instead of a greeting if no server is available. */
    private static final int NO_SERVER_BEHIND = 2003;

    /**
     * MariaDB under snapshot isolation: the transaction is rolled back. MySQL: only one statement met a changed record.
     */
    private static final int RECORD_CHANGED = 1020;

    private ServerErrors() {}

    /** An error from MySQL, or from a server with the same error codes. */
    public static MySqlServerException of(int code, String sqlState, String message, @Nullable String sql) {
        return of(code, sqlState, message, sql, false);
    }

    /**
     * The error in the answer to a command.
     *
     * @param sql the statement, whose values are removed here; {@code null} if there was none
     * @param mariaDb whether the server uses MariaDB's error codes
     */
    public static MySqlServerException of(
            int code, String sqlState, String message, @Nullable String sql, boolean mariaDb) {
        return exception(code, sqlState, message, sql, traits(code, sqlState, mariaDb));
    }

    /** An error before the session is set up. It always ends the connection and never follows a statement. */
    public static MySqlException whileConnecting(int code, String sqlState, String message) {
        Set<Trait> traits = traits(code, sqlState, false);
        traits.add(Trait.FATAL);
        traits.add(Trait.NOT_EXECUTED);
        traits.remove(Trait.TRANSACTION_ROLLED_BACK);
        add(traits, Trait.TRANSIENT, code == NO_SERVER_BEHIND);
        MySqlServerException error = exception(code, sqlState, message, null, traits);
        boolean refused = AUTHENTICATION.contains(code) || sqlState.startsWith("28");
        return refused ? new MySqlAuthenticationException(String.valueOf(error.getMessage()), error) : error;
    }

    private static MySqlServerException exception(
            int code, String sqlState, String message, @Nullable String sql, Set<Trait> traits) {
        ErrorCategory category = ErrorCategories.of(code, sqlState);
        return new MySqlServerException(
                code, sqlState, message, category, traits, sql == null ? null : StatementText.withoutValues(sql));
    }

    private static Set<Trait> traits(int code, String sqlState, boolean mariaDb) {
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        add(traits, Trait.FATAL, FATAL.contains(code));
        add(traits, Trait.NOT_EXECUTED, NOT_EXECUTED.contains(code));
        add(traits, Trait.TRANSIENT, TRANSIENT.contains(code));
        add(traits, Trait.TRANSACTION_ROLLED_BACK, ROLLED_BACK.contains(code) || (mariaDb && code == RECORD_CHANGED));
        if (code == MYSQL_IDLE_TOO_LONG && !mariaDb) {
            traits.addAll(EnumSet.of(Trait.FATAL, Trait.NOT_EXECUTED, Trait.TRANSIENT));
        }
        if (sqlState.startsWith("40") && code != SIGNAL) {
            traits.addAll(EnumSet.of(Trait.TRANSIENT, Trait.TRANSACTION_ROLLED_BACK));
        }
        return traits;
    }

    private static void add(Set<Trait> traits, Trait trait, boolean holds) {
        if (holds) {
            traits.add(trait);
        }
    }
}
