package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * Anything that can go wrong between this client and a server; there is one subclass for each reaction a caller can have.
 *
 * <p>No message holds a password or a parameter value of this client's making. What the server says is passed on as it
 * came, and may quote values.
 */
public abstract class MySqlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For the subclasses of this package, the only ones. */
    MySqlException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether the connection is gone: it takes no more commands, and an open transaction is rolled back. */
    public boolean isFatal() {
        return false;
    }

    /** Whether nothing was executed, so that doing the same again cannot do it twice. */
    public boolean isSafeToRetry() {
        return false;
    }

    /** Whether the same may succeed later, or as a new transaction, with nothing else changed. */
    public boolean isTransient() {
        return false;
    }

    /** Whether the server may have executed the command without this client having learnt of it. */
    public boolean isOutcomeUnknown() {
        return false;
    }

    /** Whether the server rolled back the whole transaction, so that it can only be run again from its beginning. */
    public boolean isTransactionRolledBack() {
        return false;
    }
}
