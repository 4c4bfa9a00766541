package dev.mysqlasync.protocol;

/**
 * Takes the place of a parameter of {@link ComStmtExecute} whose value {@link ComStmtSendLongData} has sent.
 *
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_stmt_send_long_data.html">COM_STMT_SEND_LONG_DATA</a>
 */
public enum LongData {
    /** The value is text. */
    TEXT(ColumnType.MYSQL_TYPE_VAR_STRING),
    /** The value is a binary string. */
    BYTES(ColumnType.MYSQL_TYPE_BLOB);

    private final int type;

    LongData(int type) {
        this.type = type;
    }

    int type() {
        return type;
    }

    /** The constant for a parameter bound with the type. */
    static LongData of(int type) {
        return type >= ColumnType.MYSQL_TYPE_TINY_BLOB && type <= ColumnType.MYSQL_TYPE_BLOB ? BYTES : TEXT;
    }
}
