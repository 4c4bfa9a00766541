package dev.mysqlasync;

/**
 * A column of a result, as the server describes it.
 *
 * @param name the name in the result: the alias if there is one
 * @param originalName the name in the table; empty for an expression
 * @param table the table's name in the statement: its alias if there is one; empty for an expression
 * @param originalTable the table's name in the schema; empty for an expression
 * @param schema the schema (database); empty for an expression
 * @param type the name of the SQL type, such as {@code BIGINT UNSIGNED}, {@code VARCHAR} or, from MariaDB, {@code UUID}
 * @param unsigned whether the column has the UNSIGNED attribute
 * @param nullable whether the column may contain NULL
 * @param length the maximum length, 0 to 2^32 − 1: in bytes for strings, in display characters for numbers
 * @param decimals the number of digits after the decimal point, or of fractional seconds; 31 if it is not fixed
 * @param collation the ID of the collation in which text is sent; 63 ({@code binary}) for bytes, numbers and dates
 * @param primaryKey whether the column is part of the table's primary key
 * @param autoIncrement whether the column has the AUTO_INCREMENT attribute
 * @see <a
 *     href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_column_definition.html">
 *     MySQL Source Code Documentation, Column Definition</a>
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
