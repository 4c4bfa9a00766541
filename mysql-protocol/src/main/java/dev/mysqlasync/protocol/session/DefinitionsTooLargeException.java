package dev.mysqlasync.protocol.session;

/** Thrown if the column definitions of a result or prepared statement take more memory than their limit. */
public final class DefinitionsTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long limit;

    DefinitionsTooLargeException(long limit) {
        super("the column definitions take more than " + limit + " bytes of memory");
        this.limit = limit;
    }

    /** The limit in bytes. */
    public long limit() {
        return limit;
    }
}
