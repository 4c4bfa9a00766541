package dev.mysqlasync;

/**
 * One column of a result, as the server describes it.
 *
 * @param name the name in the result: the alias where there is one
 * @param originalName the name in its table; empty for an expression
 * @param table the table's name in the statement: its alias where there is one; empty for an expression
 * @param originalTable the table's name in the database; empty for an expression
 * @param schema the database; empty for an expression
 * @param type the SQL type's name, such as {@code BIGINT UNSIGNED}, {@code VARCHAR} or, from MariaDB, {@code UUID}
 * @param unsigned whether numbers are unsigned
 * @param nullable whether a value may be NULL
 * @param length the longest value, in bytes for strings, in characters of the display for numbers; 0 to 2^32 − 1
 * @param decimals the digits after the decimal point, or of the fraction of a second; 31 when it varies
 * @param collation the number of the collation that text is sent in; 63 for bytes, numbers and dates
 * @param primaryKey whether it is of its table's primary key
 * @param autoIncrement whether the server counts it up
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_column_definition.html">
 *     Column definition</a>
 */
public record Column(
        String name,
        String originalName,
        String table,
        String originalTable,
        String schema,
        String type,
        boolean unsigned,
        boolean nullable,
        long length,
        int decimals,
        int collation,
        boolean primaryKey,
        boolean autoIncrement) {

    /** The name and the type, such as {@code id BIGINT UNSIGNED}. */
    @Override
    public String toString() {
        return name + " " + type;
    }
}
