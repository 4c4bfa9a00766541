package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * A {@link ByteSource} failed; the cause is its error. The statement was not executed, unless a local file was already
 * being sent. The connection is then closed so that the server does not load a truncated file.
 */
@SuppressWarnings("exports") // @Nullable is for tools; users compile without JSpecify
public final class MySqlSourceException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final boolean fatal;

    /**
     * For the driver, and for tests that need this error.
     *
     * @param fatal whether the connection was closed; if not, the statement was not executed
     */
    public MySqlSourceException(String message, @Nullable Throwable cause, boolean fatal) {
        super(message, cause);
        this.fatal = fatal;
    }

    @Override
    public boolean isFatal() {
        return fatal;
    }

    @Override
    public boolean isSafeToRetry() {
        return !fatal;
    }

    /** A table without transactions may have kept rows of a truncated file. */
    @Override
    public boolean isOutcomeUnknown() {
        return fatal;
    }
}
