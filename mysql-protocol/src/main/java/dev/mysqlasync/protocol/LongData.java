package dev.mysqlasync.protocol;

/**
 * Stands among the parameters of {@link ComStmtExecute} for a value that {@link ComStmtSendLongData} has sent before.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_send_long_data.html">COM_STMT_SEND_LONG_DATA</a>
 */
public enum LongData {
    /** The value is text. */
    TEXT(ColumnType.MYSQL_TYPE_VAR_STRING),
    /** The value is bytes. */
    BYTES(ColumnType.MYSQL_TYPE_BLOB);

    private final int type;

    LongData(int type) {
        this.type = type;
    }

    int type() {
        return type;
    }

    /** What a parameter bound as {@code type} stands for. */
    static LongData of(int type) {
        return type >= ColumnType.MYSQL_TYPE_TINY_BLOB && type <= ColumnType.MYSQL_TYPE_BLOB ? BYTES : TEXT;
    }
}
