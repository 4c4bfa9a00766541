package dev.mysqlasync.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes a value that is not NULL to MySQL's text form, in both protocols. */
final class TextForm {

    /** The largest display width that a server pads to. */
    private static final int MAX_DISPLAY_WIDTH = 255;

    private TextForm() {}

    static String toText(RowView row, int column) {
        return switch (row.kind(column)) {
            case DECIMAL, TEXT, BYTES -> utf8(row, column);
            case INTEGER ->
                row.isText()
                        ? utf8(row, column)
                        : padded(row.column(column), Long.toString(Numbers.toLong(row, column)));
            case UNSIGNED ->
                row.isText()
                        ? utf8(row, column)
                        : padded(row.column(column), Long.toUnsignedString(Numbers.toUnsignedLong(row, column)));
            case BIT -> Long.toUnsignedString(Numbers.toUnsignedLong(row, column));
            case FLOAT, DOUBLE ->
                row.isText() && isZerofill(row.column(column))
                        ? utf8(row, column)
                        : padded(row.column(column), floating(row, column));
            case DATE, DATETIME, TIME -> row.isText() ? utf8(row, column) : temporal(row, column);
            case VECTOR -> throw new UnreadableValueException("a VECTOR has no text form");
        };
    }

    /** A FLOAT or DOUBLE with the digits of the text protocol, in both protocols. */
    static String floating(RowView row, int column) {
        int decimals = decimals(row, column);
        if (!FloatingText.isFixed(decimals)) {
            double value = Numbers.floating(row, column);
            return row.kind(column) == ValueKind.FLOAT
                    ? FloatingText.of((float) value, decimals)
                    : FloatingText.of(value, decimals);
        }
        return FloatingText.of(
                row.isText()
                        ? NumericText.toDouble(row.buffer(), row.valueOffset(column), row.valueLength(column))
                        : Numbers.floating(row, column),
                decimals);
    }

    static byte[] toBytes(RowView row, int column) {
        return switch (row.kind(column)) {
            case DECIMAL, TEXT, BYTES, VECTOR -> copy(row, column);
            case BIT ->
                row.layout().bitsAreDigits()
                        ? Bytes.bits(
                                Numbers.toUnsignedLong(row, column),
                                row.column(column).length())
                        : copy(row, column);
            default -> toText(row, column).getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] copy(RowView row, int column) {
        int at = row.valueOffset(column);
        return Arrays.copyOfRange(row.buffer(), at, at + row.valueLength(column));
    }

    /** Pads the digits as the server does in the text protocol: a ZEROFILL column pads them to its display width. */
    static String padded(ColumnDefinition41 column, String digits) {
        long missing = Math.min(column.length(), MAX_DISPLAY_WIDTH) - digits.length();
        return isZerofill(column) && missing > 0 ? "0".repeat((int) missing) + digits : digits;
    }

    private static boolean isZerofill(ColumnDefinition41 column) {
        return (column.flags() & ColumnFlag.ZEROFILL_FLAG) != 0;
    }

    private static String utf8(RowView row, int column) {
        return Utf8.decode(row.buffer(), row.valueOffset(column), row.valueLength(column));
    }

    private static String temporal(RowView row, int column) {
        return switch (row.kind(column)) {
            case DATE -> TemporalText.date(TemporalValues.dateTime(row, column));
            case DATETIME -> TemporalText.dateTime(TemporalValues.dateTime(row, column), decimals(row, column));
            default -> TemporalText.time(TemporalValues.time(row, column), decimals(row, column));
        };
    }

    private static int decimals(RowView row, int column) {
        return row.column(column).decimals();
    }
}
