package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_BIT;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_BLOB;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DATE;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DATETIME;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DECIMAL;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DOUBLE;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_ENUM;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_FLOAT;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_GEOMETRY;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_INT24;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_JSON;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_LONG;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_LONGLONG;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_LONG_BLOB;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_MEDIUM_BLOB;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_NEWDECIMAL;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_NULL;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_SET;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_SHORT;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_STRING;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TIME;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TIMESTAMP;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TINY;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TINY_BLOB;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_VARCHAR;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_VAR_STRING;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_VECTOR;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_YEAR;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The server's side of {@link BinaryParameters}. Reads every type that a client may send. */
final class ParameterReader {

    private ParameterReader() {}

    static @Nullable Object read(PayloadReader in, int type, boolean unsigned) {
        try {
            return readValue(in, type, unsigned);
        } catch (UnreadableValueException e) {
            throw new ProtocolException(
                    "a parameter of type " + ColumnType.nameOf(type) + " is malformed: " + e.reason());
        }
    }

    private static @Nullable Object readValue(PayloadReader in, int type, boolean unsigned) {
        return switch (type) {
            case MYSQL_TYPE_NULL -> null;
            case MYSQL_TYPE_TINY -> unsigned ? in.readInt1() : (int) (byte) in.readInt1();
            case MYSQL_TYPE_SHORT, MYSQL_TYPE_YEAR -> unsigned ? in.readInt2() : (int) (short) in.readInt2();
            case MYSQL_TYPE_LONG, MYSQL_TYPE_INT24 -> readInt(in.readInt4(), unsigned);
            case MYSQL_TYPE_LONGLONG -> readBigInt(in.readInt8(), unsigned);
            case MYSQL_TYPE_FLOAT -> Float.intBitsToFloat((int) in.readInt4());
            case MYSQL_TYPE_DOUBLE -> Double.longBitsToDouble(in.readInt8());
            default -> readCounted(in, type);
        };
    }

    private static Object readInt(long bits, boolean unsigned) {
        return unsigned ? (Object) bits : (Object) (int) bits;
    }

    private static Object readBigInt(long bits, boolean unsigned) {
        return unsigned ? Numbers.toUnsigned(bits) : (Object) bits;
    }

    /**
     * Some clients send binary strings with the type of a character string. Bytes that are not UTF-8 must be such a
     * string.
     */
    private static Object textOrBytes(byte[] bytes, int at, int length) {
        try {
            return Utf8.decode(bytes, at, length);
        } catch (UnreadableValueException e) {
            return Arrays.copyOfRange(bytes, at, at + length);
        }
    }

    /** Reads a value that follows its length: one byte for temporal values, else a length-encoded integer. */
    private static Object readCounted(PayloadReader in, int type) {
        int length = in.readLength();
        byte[] bytes = in.buffer();
        int at = in.position();
        in.skip(length);
        return switch (type) {
            case MYSQL_TYPE_DATE -> BinaryTemporals.dateTime(bytes, at, length).toLocalDate();
            case MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP ->
                BinaryTemporals.dateTime(bytes, at, length).toLocalDateTime();
            case MYSQL_TYPE_TIME -> BinaryTemporals.time(bytes, at, length).toDuration();
            case MYSQL_TYPE_DECIMAL, MYSQL_TYPE_NEWDECIMAL -> NumericText.toBigDecimal(bytes, at, length);
            case MYSQL_TYPE_STRING,
                    MYSQL_TYPE_VAR_STRING,
                    MYSQL_TYPE_VARCHAR,
                    MYSQL_TYPE_ENUM,
                    MYSQL_TYPE_SET,
                    MYSQL_TYPE_JSON -> textOrBytes(bytes, at, length);
            case MYSQL_TYPE_TINY_BLOB,
                    MYSQL_TYPE_MEDIUM_BLOB,
                    MYSQL_TYPE_LONG_BLOB,
                    MYSQL_TYPE_BLOB,
                    MYSQL_TYPE_BIT,
                    MYSQL_TYPE_GEOMETRY -> Arrays.copyOfRange(bytes, at, at + length);
            case MYSQL_TYPE_VECTOR -> Vectors.decode(bytes, at, length);
            default -> throw new UnreadableValueException("parameters cannot have this type");
        };
    }
}
