package dev.mysqlasync;

import org.jspecify.annotations.Nullable;

/**
 * A {@link ByteSource} failed, with the cause that is given. The statement was not executed, unless its file was already
 * being sent: the connection was closed then, so that the server does not take what it got for the whole.
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public final class MySqlSourceException extends MySqlException {

    private static final long serialVersionUID = 1L;

    private final boolean fatal;

    /**
     * For the driver, and for tests that need such an error.
     *
     * @param fatal whether the connection had to be closed; if not, the statement was not executed
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

    /** A table without transactions may have kept rows of a file that broke off. */
    @Override
    public boolean isOutcomeUnknown() {
        return fatal;
    }
}
