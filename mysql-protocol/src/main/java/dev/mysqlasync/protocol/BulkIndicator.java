package dev.mysqlasync.protocol;

/**
 * Stands in a row of {@link ComStmtBulkExecute} for a value that the server is to find itself.
 *
 * @see <a href="https://mariadb.com/kb/en/com_stmt_bulk_execute/">COM_STMT_BULK_EXECUTE</a>
 */
public enum BulkIndicator {
    /** The column's default. */
    DEFAULT(2),
    /** In an UPDATE, what the column has; in an INSERT, its default. */
    IGNORE(3);

    /** A value follows. */
    static final int VALUE = 0;

    static final int NULL = 1;

    private final int code;

    BulkIndicator(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static BulkIndicator of(int code) {
        for (BulkIndicator indicator : values()) {
            if (indicator.code == code) {
                return indicator;
            }
        }
        throw new ProtocolException("a parameter with the indicator " + code + ", which is none");
    }
}
