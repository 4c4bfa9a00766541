package dev.mysqlasync;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The server answered with an error.
 *
 * @see <a href="https://dev.mysql.com/doc/mysql-errors/9.7/en/server-error-reference.html">Server error reference</a>
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlServerException extends MySqlException {

    /** A consequence of an error beyond the failed statement. */
    public enum Trait {
        /** The server gives the connection up. */
        FATAL,
        /** The server says that it did not execute the command. */
        NOT_EXECUTED,
        /** The same may succeed later, or as a new transaction. */
        TRANSIENT,
        /** The whole transaction is gone, not only the statement. */
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
     * For the driver, and for tests that need such an error.
     *
     * @param sqlState five characters, or empty where the server sent none
     * @param sql the statement without its values; {@code null} where there was none
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

    /** For the driver: the same error, at the end of an answer that began with so many results, which are at least one. */
    public MySqlServerException afterResults(int results) {
        return new MySqlServerException(this, results);
    }

    /**
     * How many results of the same text or procedure came before the error: their statements were executed. An answer that
     * is gathered as a whole does not keep them; {@link MySqlConnection#streamingCursor} gives each as it comes.
     */
    public int resultsBefore() {
        return resultsBefore;
    }

    /** The server's number for the error, such as 1062 for a duplicate key. */
    public int errorCode() {
        return errorCode;
    }

    /** The SQLSTATE, five characters such as {@code 23000}; empty when the server sent none. */
    public String sqlState() {
        return sqlState;
    }

    /** The server's own words; they may quote values of the statement. */
    public String serverMessage() {
        return serverMessage;
    }

    /** The kind of error, by its code, and for a code that is not known by its SQLSTATE. */
    public ErrorCategory category() {
        return category;
    }

    /** The statement that failed, without its values; {@code null} where there was none. */
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
