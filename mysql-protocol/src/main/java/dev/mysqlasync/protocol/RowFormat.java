package dev.mysqlasync.protocol;

/** The format of a resultset's rows on the wire. */
public enum RowFormat {

    /**
     * The text protocol: every value is text. Used by COM_QUERY.
     *
     * @see <a
     *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_row.html">Text
     *     resultset row</a>
     */
    TEXT,

    /**
     * The binary protocol: each value is in the binary form of its column's type. Used by COM_STMT_EXECUTE and
     * COM_STMT_FETCH.
     *
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html">Binary
     *     protocol resultset</a>
     */
    BINARY
}
