package dev.mysqlasync.protocol;

import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_BIT;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DATE;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DATETIME;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DECIMAL;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_DOUBLE;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_FLOAT;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_GEOMETRY;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_INT24;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_JSON;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_LONG;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_LONGLONG;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_NEWDECIMAL;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_NULL;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_SHORT;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TIME;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TIMESTAMP;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_TINY;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_VECTOR;
import static dev.mysqlasync.protocol.ColumnType.MYSQL_TYPE_YEAR;

/**
 * How the values of a column are decoded: depends on its type, flags and collation. MariaDB's newer types (UUID, INET6,
 * JSON) are text with a character set. Its VECTOR cannot be distinguished from a VARBINARY.
 */
enum ValueKind {
    INTEGER,
    UNSIGNED,
    FLOAT,
    DOUBLE,
    /** Decimal digits, in both protocols. */
    DECIMAL,
    /** Up to 64 bits, big-endian, in both protocols. */
    BIT,
    DATE,
    DATETIME,
    TIME,
    /** UTF-8 text. */
    TEXT,
    BYTES,
    /** Four-byte floats, little-endian, in both protocols. */
    VECTOR;

    static ValueKind of(ColumnDefinition41 column) {
        return switch (column.type()) {
            case MYSQL_TYPE_TINY,
                    MYSQL_TYPE_SHORT,
                    MYSQL_TYPE_INT24,
                    MYSQL_TYPE_LONG,
                    MYSQL_TYPE_LONGLONG,
                    MYSQL_TYPE_YEAR -> (column.flags() & ColumnFlag.UNSIGNED_FLAG) != 0 ? UNSIGNED : INTEGER;
            case MYSQL_TYPE_FLOAT -> FLOAT;
            case MYSQL_TYPE_DOUBLE -> DOUBLE;
            case MYSQL_TYPE_DECIMAL, MYSQL_TYPE_NEWDECIMAL -> DECIMAL;
            case MYSQL_TYPE_BIT -> BIT;
            case MYSQL_TYPE_DATE -> DATE;
            case MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP -> DATETIME;
            case MYSQL_TYPE_TIME -> TIME;
            case MYSQL_TYPE_JSON, MYSQL_TYPE_NULL -> TEXT;
            case MYSQL_TYPE_GEOMETRY -> BYTES;
            case MYSQL_TYPE_VECTOR -> VECTOR;
            default -> column.isBinary() && !isEnumeration(column) ? BYTES : TEXT;
        };
    }

    /**
     * Whether the column is an ENUM or a SET. MySQL sends OUT parameters of these types with the collation
     * {@code binary}.
     */
    private static boolean isEnumeration(ColumnDefinition41 column) {
        return (column.flags() & (ColumnFlag.ENUM_FLAG | ColumnFlag.SET_FLAG)) != 0;
    }
}
