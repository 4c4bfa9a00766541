package dev.mysqlasync.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes rows in the text or the binary protocol, as a server sends them.
 *
 * <p>A value may be of the type that {@link RowView#getObject} returns for its column. In addition, these are accepted:
 *
 * <ul>
 *   <li>any integer type or {@link Boolean} for an integer column
 *   <li>any {@link Number} for FLOAT, DOUBLE and DECIMAL, and any integer type or {@link Boolean} for BIT
 *   <li>text for DECIMAL and temporal columns, so that zero dates can be sent
 *   <li>{@link java.time.LocalTime} for TIME
 *   <li>{@code byte[]} for every string, so that malformed text can be sent
 * </ul>
 *
 * <p>In the text protocol, FLOAT and DOUBLE are written with all their digits.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html">Binary protocol
 *     resultset</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public final class RowEncoder {

    private static final int TEXT_NULL = 0xFB;

    private RowEncoder() {}

    /**
     * Writes the payload of one row.
     *
     * @throws IllegalArgumentException if the number of values is not that of the columns, or a column cannot hold its
     *     value. {@code out} may hold part of the row then
     */
    public static void encode(
            PayloadWriter out,
            RowFormat format,
            List<ColumnDefinition41> columns,
            List<? extends @Nullable Object> values) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "the row has " + values.size() + " values for " + columns.size() + " columns");
        }
        if (format == RowFormat.TEXT) {
            encodeText(out, columns, values);
        } else {
            encodeBinary(out, columns, values);
        }
    }

    private static void encodeText(
            PayloadWriter out, List<ColumnDefinition41> columns, List<? extends @Nullable Object> values) {
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            if (value == null) {
                out.writeInt1(TEXT_NULL);
            } else {
                out.writeLenencBytes(ColumnValue.of(columns.get(i), value).toText());
            }
        }
    }

    private static void encodeBinary(
            PayloadWriter out, List<ColumnDefinition41> columns, List<? extends @Nullable Object> values) {
        out.writeInt1(0);
        int bitmap = out.size();
        out.writeZeros(BinaryRows.bitmapLength(columns.size()));
        for (int i = 0; i < columns.size(); i++) {
            Object value = values.get(i);
            if (value == null) {
                int bit = i + BinaryRows.BITMAP_OFFSET;
                int at = bitmap + bit / 8;
                out.setInt1(at, out.buffer()[at] | 1 << bit % 8);
            } else {
                ColumnValue.of(columns.get(i), value).writeBinary(out);
            }
        }
    }
}
