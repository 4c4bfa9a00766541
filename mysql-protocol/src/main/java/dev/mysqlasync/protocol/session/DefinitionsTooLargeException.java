package dev.mysqlasync.protocol.session;

/** The definitions of a result's or a prepared statement's columns take more memory than the limit set for them. */
public final class DefinitionsTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long limit;

    DefinitionsTooLargeException(long limit) {
        super("column definitions of more than " + limit + " bytes in memory");
        this.limit = limit;
    }

    /** The limit in bytes. */
    public long limit() {
        return limit;
    }
}
