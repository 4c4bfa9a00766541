package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * The base of all errors that concern a server. There is one subclass for each reaction that a caller can have.
 *
 * <p>No message contains a password or a value that the caller passed. The server's own message is passed on unchanged
 * and can quote values.
 */
public abstract class MySqlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For the subclasses in this package only. */
    MySqlException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether the connection is closed. It accepts no more commands, and the server rolls back an open transaction. */
    public boolean isFatal() {
        return false;
    }

    /** Whether the server executed nothing, so that a retry cannot execute the command twice. */
    public boolean isSafeToRetry() {
        return false;
    }

    /** Whether the same command may succeed later, or in a new transaction. */
    public boolean isTransient() {
        return false;
    }

    /** Whether the server may have executed the command although no answer arrived. */
    public boolean isOutcomeUnknown() {
        return false;
    }

    /** Whether the server rolled back the whole transaction. It can only be run again from its beginning. */
    public boolean isTransactionRolledBack() {
        return false;
    }
}
