package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DATE;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DATETIME;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DATETIME2;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DOUBLE;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_FLOAT;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_INT24;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_LONG;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_LONGLONG;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_NEWDATE;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_NULL;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_SHORT;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TIME;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TIME2;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TIMESTAMP;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TIMESTAMP2;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TINY;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_YEAR;

/**
 * Locates the values of a row in the binary protocol. A row is a zero byte, the NULL bitmap, whose first two bits are
 * unused, and the non-NULL values.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html">Binary protocol
 *     resultset</a>
 */
final class BinaryRows {

    static final int BITMAP_OFFSET = 2;

    /** Width code: a length-encoded integer before the value gives its length. */
    private static final int LENENC = 0;

    /** Width code of temporal values: one byte before the value gives its length. */
    private static final int COUNTED = -1;

    /** Width code of type NULL: the row holds no value, whatever its NULL bitmap says. */
    private static final int ABSENT = -2;

    /** Width code of types that occur in binary logs only. */
    private static final int ILLEGAL = -3;

    private BinaryRows() {}

    /** The width in bytes of values of the type; a width code, which is zero or less, if the width varies. */
    static int widthOf(int type) {
        return switch (type) {
            case MYSQL_TYPE_TINY -> 1;
            case MYSQL_TYPE_SHORT, MYSQL_TYPE_YEAR -> 2;
            case MYSQL_TYPE_LONG, MYSQL_TYPE_INT24, MYSQL_TYPE_FLOAT -> 4;
            case MYSQL_TYPE_LONGLONG, MYSQL_TYPE_DOUBLE -> 8;
            case MYSQL_TYPE_DATE, MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP, MYSQL_TYPE_TIME -> COUNTED;
            case MYSQL_TYPE_NULL -> ABSENT;
            case MYSQL_TYPE_NEWDATE, MYSQL_TYPE_TIMESTAMP2, MYSQL_TYPE_DATETIME2, MYSQL_TYPE_TIME2 -> ILLEGAL;
            default -> LENENC;
        };
    }

    static int bitmapLength(int columns) {
        return (columns + BITMAP_OFFSET + 7) / 8;
    }

    /** Stores the offset and the length of each value of the row between {@code from} and {@code to}. */
    static void locate(byte[] buffer, int from, int to, int[] widths, int[] offsets, int[] lengths) {
        int at = from + 1 + bitmapLength(widths.length);
        if (at > to || buffer[from] != 0) {
            throw notARow(buffer, from, to);
        }
        for (int i = 0; i < widths.length; i++) {
            int bit = i + BITMAP_OFFSET;
            int width = widths[i];
            if ((buffer[from + 1 + (bit >>> 3)] >>> (bit & 7) & 1) != 0 || width == ABSENT) {
                lengths[i] = TextRows.NULL;
                continue;
            }
            if (width <= 0) {
                int prefix = width == LENENC ? lenencPrefix(buffer, at, to) : 1;
                width = lengthOf(buffer, at, to, width, prefix);
                at += prefix;
            }
            if (width > to - at) {
                throw TextRows.tooLong(width, to - at, i);
            }
            offsets[i] = at;
            lengths[i] = width;
            at += width;
        }
        if (at != to) {
            throw new ProtocolException((to - at) + " bytes are left over at the end of the row");
        }
    }

    private static int lenencPrefix(byte[] buffer, int at, int to) {
        return at < to ? TextRows.prefixLength(buffer[at] & 0xFF) : 1;
    }

    private static int lengthOf(byte[] buffer, int at, int to, int width, int prefix) {
        if (width == ILLEGAL) {
            throw new ProtocolException("the resultset has a column of a type that occurs in binary logs only");
        }
        if (at >= to) {
            throw new ProtocolException("the row ends before the length of a value");
        }
        return prefix == 1 ? buffer[at] & 0xFF : TextRows.longLength(buffer, at, prefix, to);
    }

    private static ProtocolException notARow(byte[] buffer, int from, int to) {
        if (from < to && buffer[from] != 0) {
            return new ProtocolException(
                    "a binary row starts with 0x00, not with 0x" + Integer.toHexString(buffer[from] & 0xFF));
        }
        return new ProtocolException("the row ends before its NULL bitmap does");
    }
}
