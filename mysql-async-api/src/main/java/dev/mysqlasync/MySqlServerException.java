package dev.mysqlasync;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The server answered with an error.
 *
 * @see <a href="https://dev.mysql.com/doc/mysql-errors/9.7/en/server-error-reference.html">MySQL Error Message
 *     Reference, Server Error Message Reference</a>
 * @see <a href="https://mariadb.com/docs/server/reference/error-codes">MariaDB Documentation, MariaDB Error Codes</a>
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlServerException extends MySqlException {

    /** A consequence of an error beyond the failed statement. */
    public enum Trait {
        /** The server closes the connection. */
        FATAL,
        /** The server says that it did not execute the command. */
        NOT_EXECUTED,
        /** The same command may succeed later, or in a new transaction. */
        TRANSIENT,
        /** The server rolled back the whole transaction, not only the statement. */
        TRANSACTION_ROLLED_BACK
    }

    private static final long serialVersionUID = 1L;

    private final int errorCode;
    private final String sqlState;
    private final String serverMessage;
    private final ErrorCategory category;
    private final @Nullable String sql;
    private final boolean fatal;
    private final boolean notExecuted;
    private final boolean transientError;
    private final boolean transactionRolledBack;
    private final int resultsBefore;

    /**
     * For the driver, and for tests that need this error.
     *
     * @param errorCode the server's error code
     * @param sqlState five characters; empty if the server sent none
     * @param serverMessage the server's message
     * @param category the DB-API category
     * @param traits the consequences
     * @param sql the statement without its values; {@code null} if there was none
     */
    public MySqlServerException(
            int errorCode,
            String sqlState,
            String serverMessage,
            ErrorCategory category,
            Set<Trait> traits,
            @Nullable String sql) {
        super("ERROR " + errorCode + (sqlState.isEmpty() ? "" : " (" + sqlState + ")") + ": " + serverMessage, null);
        this.errorCode = errorCode;
        this.sqlState = sqlState;
        this.serverMessage = serverMessage;
        this.category = category;
        this.sql = sql;
        this.fatal = traits.contains(Trait.FATAL);
        this.notExecuted = traits.contains(Trait.NOT_EXECUTED);
        this.transientError = traits.contains(Trait.TRANSIENT);
        this.transactionRolledBack = traits.contains(Trait.TRANSACTION_ROLLED_BACK);
        this.resultsBefore = 0;
    }

    private MySqlServerException(MySqlServerException error, int resultsBefore) {
        super(
                error.getMessage() + "; " + resultsBefore + (resultsBefore == 1 ? " result" : " results")
                        + " of the same text or procedure came before this error; those statements were executed",
                null);
        this.errorCode = error.errorCode;
        this.sqlState = error.sqlState;
        this.serverMessage = error.serverMessage;
        this.category = error.category;
        this.sql = error.sql;
        this.fatal = error.fatal;
        this.notExecuted = false;
        this.transientError = error.transientError;
        this.transactionRolledBack = error.transactionRolledBack;
        this.resultsBefore = resultsBefore;
    }

    /**
     * For the driver: the same error after {@code results} results of the same answer.
     *
     * @param results at least 1
     */
    public MySqlServerException afterResults(int results) {
        return new MySqlServerException(this, results);
    }

    /**
     * The number of results of the same text or procedure that came before the error. Their statements were executed.
     * Methods that return all results together drop them; {@link MySqlConnection#streamingCursor} returns each one as
     * it arrives.
     */
    public int resultsBefore() {
        return resultsBefore;
    }

    /** The server's error code, such as 1062 for a duplicate key. */
    public int errorCode() {
        return errorCode;
    }

    /** The SQLSTATE, five characters such as {@code 23000}; empty if the server sent none. */
    public String sqlState() {
        return sqlState;
    }

    /** The server's own message, which can quote values of the statement. */
    public String serverMessage() {
        return serverMessage;
    }

    /**
     * The DB-API category. It follows from the error code, or from the SQLSTATE if the driver does not know the code.
     */
    public ErrorCategory category() {
        return category;
    }

    /** The failed statement without its values; {@code null} if there was none. */
    public @Nullable String sql() {
        return sql;
    }

    @Override
    public boolean isTransactionRolledBack() {
        return transactionRolledBack;
    }

    @Override
    public boolean isFatal() {
        return fatal;
    }

    @Override
    public boolean isSafeToRetry() {
        return notExecuted;
    }

    @Override
    public boolean isTransient() {
        return transientError;
    }
}
