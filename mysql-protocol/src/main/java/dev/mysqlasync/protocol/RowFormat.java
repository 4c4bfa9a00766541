package dev.mysqlasync.protocol;

/** The form in which the values of a resultset's rows are on the wire. */
public enum RowFormat {

    /**
     * Every value is text: the answer to COM_QUERY.
     *
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_row.html">Text
     *     resultset row</a>
     */
    TEXT,

    /**
     * Values are in the binary form of their column's type: the answer to COM_STMT_EXECUTE and COM_STMT_FETCH.
     *
     * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html">Binary
     *     protocol resultset</a>
     */
    BINARY
}
