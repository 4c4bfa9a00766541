package dev.mysqlasync.protocol;

/**
 * Takes the place of a value in a row of {@link ComStmtBulkExecute}: the server supplies the value.
 *
 * @see <a href="https://mariadb.com/kb/en/com_stmt_bulk_execute/">COM_STMT_BULK_EXECUTE</a>
 */
public enum BulkIndicator {
    /** The column's default. */
    DEFAULT(2),
    /** In an UPDATE, the column's present value; in an INSERT, its default. */
    IGNORE(3);

    /** The indicator of a value, which follows it. */
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
        throw new ProtocolException(code + " is not an indicator of COM_STMT_BULK_EXECUTE");
    }
}
