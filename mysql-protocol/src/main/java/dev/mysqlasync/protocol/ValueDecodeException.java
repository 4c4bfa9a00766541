package dev.mysqlasync.protocol;

/**
 * Thrown if a value of a row cannot be decoded to the Java type asked for. Only this read of this value fails: the
 * row's other values, the rest of the resultset and the connection stay usable. The message names the column, its SQL
 * type, the Java type and the reason, and shows at most 64 characters of the value.
 */
public final class ValueDecodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int column;
    private final String columnName;
    private final String sqlType;
    private final String targetType;
    private final String reason;

    /**
     * @param column the column's index, from 0
     * @param columnName the column's name or alias
     * @param sqlType the column's type in SQL, such as {@code BIGINT UNSIGNED}
     * @param targetType the Java type asked for, such as {@code int}
     * @param reason why the value cannot be decoded; without the value
     * @param shown the part of the value that the message shows; empty for none
     */
    public ValueDecodeException(
            int column, String columnName, String sqlType, String targetType, String reason, String shown) {
        super(message(column, columnName, sqlType, targetType, reason) + (shown.isEmpty() ? "" : ": " + shown));
        this.column = column;
        this.columnName = columnName;
        this.sqlType = sqlType;
        this.targetType = targetType;
        this.reason = reason;
    }

    private static String message(int column, String columnName, String sqlType, String targetType, String reason) {
        return "column " + column + " '" + columnName + "' (" + sqlType + ") as " + targetType + ": " + reason;
    }

    /** The message without the value, for places where values must not be shown. */
    public String messageWithoutValue() {
        return message(column, columnName, sqlType, targetType, reason);
    }

    /** The column's index, from 0. */
    public int column() {
        return column;
    }

    public String columnName() {
        return columnName;
    }

    /** The column's type in SQL, such as {@code BIGINT UNSIGNED}. */
    public String sqlType() {
        return sqlType;
    }

    /** The Java type asked for, such as {@code int}. */
    public String targetType() {
        return targetType;
    }
}
