package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * The connection ended between a commit and its answer: the transaction is either wholly in the database or not at all,
 * and only a look at the data tells which.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlCommitUnknownException extends MySqlException {

    private static final long serialVersionUID = 1L;

    /** For the driver, and for tests that need such an error. */
    public MySqlCommitUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isFatal() {
        return true;
    }

    @Override
    public boolean isOutcomeUnknown() {
        return true;
    }
}
