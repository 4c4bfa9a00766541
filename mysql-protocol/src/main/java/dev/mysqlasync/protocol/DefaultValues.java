package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_LONG;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_LONGLONG;

/** Decodes a value that is not NULL to the Java type that {@link RowView#getObject} documents. */
final class DefaultValues {

    private DefaultValues() {}

    static Object toObject(RowView row, int column) {
        return switch (row.kind(column)) {
            case INTEGER -> integer(row, column);
            case UNSIGNED -> unsigned(row, column);
            case FLOAT -> Numbers.toFloat(row, column);
            case DOUBLE -> Numbers.toDouble(row, column);
            case DECIMAL -> Numbers.toBigDecimal(row, column);
            case DATE -> TemporalValues.toLocalDate(row, column);
            case DATETIME -> TemporalValues.toLocalDateTime(row, column);
            case TIME -> TemporalValues.toDuration(row, column);
            case TEXT -> TextForm.toText(row, column);
            case BIT, BYTES -> TextForm.toBytes(row, column);
            case VECTOR -> Vectors.toVector(row, column);
        };
    }

    private static Object integer(RowView row, int column) {
        long value = Numbers.toLong(row, column);
        return row.column(column).type() == MYSQL_TYPE_LONGLONG ? (Object) value : requireInt(value);
    }

    private static Object unsigned(RowView row, int column) {
        long bits = Numbers.toUnsignedLong(row, column);
        return switch (row.column(column).type()) {
            case MYSQL_TYPE_LONGLONG -> Numbers.toUnsigned(bits);
            case MYSQL_TYPE_LONG -> bits;
            default -> requireInt(bits);
        };
    }

    private static int requireInt(long value) {
        if (value != (int) value) {
            throw new UnreadableValueException("out of range of an int");
        }
        return (int) value;
    }
}
