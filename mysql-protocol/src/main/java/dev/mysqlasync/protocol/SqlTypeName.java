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

import java.util.Locale;

/** Names a column's type in SQL, for messages. */
final class SqlTypeName {

    private SqlTypeName() {}

    static String of(ColumnDefinition41 column) {
        String extended = column.extendedType();
        if (extended != null) {
            return extended.toUpperCase(Locale.ROOT);
        }
        if ("json".equals(column.extendedFormat())) {
            return "JSON";
        }
        String name = nameOf(column);
        boolean unsigned = ValueKind.of(column) == ValueKind.UNSIGNED && column.type() != MYSQL_TYPE_YEAR;
        return unsigned ? name + " UNSIGNED" : name;
    }

    private static String nameOf(ColumnDefinition41 column) {
        return switch (column.type()) {
            case MYSQL_TYPE_TINY -> "TINYINT";
            case MYSQL_TYPE_SHORT -> "SMALLINT";
            case MYSQL_TYPE_INT24 -> "MEDIUMINT";
            case MYSQL_TYPE_LONG -> "INT";
            case MYSQL_TYPE_LONGLONG -> "BIGINT";
            case MYSQL_TYPE_YEAR -> "YEAR";
            case MYSQL_TYPE_FLOAT -> "FLOAT";
            case MYSQL_TYPE_DOUBLE -> "DOUBLE";
            case MYSQL_TYPE_DECIMAL, MYSQL_TYPE_NEWDECIMAL -> "DECIMAL";
            case MYSQL_TYPE_BIT -> "BIT";
            case MYSQL_TYPE_DATE -> "DATE";
            case MYSQL_TYPE_DATETIME -> "DATETIME";
            case MYSQL_TYPE_TIMESTAMP -> "TIMESTAMP";
            case MYSQL_TYPE_TIME -> "TIME";
            case MYSQL_TYPE_JSON -> "JSON";
            case MYSQL_TYPE_GEOMETRY -> "GEOMETRY";
            case MYSQL_TYPE_VECTOR -> "VECTOR";
            case MYSQL_TYPE_NULL -> "NULL";
            case MYSQL_TYPE_ENUM -> "ENUM";
            case MYSQL_TYPE_SET -> "SET";
            case MYSQL_TYPE_STRING -> fixedString(column);
            case MYSQL_TYPE_VAR_STRING, MYSQL_TYPE_VARCHAR -> byCollation(column, "VARBINARY", "VARCHAR");
            case MYSQL_TYPE_TINY_BLOB, MYSQL_TYPE_MEDIUM_BLOB, MYSQL_TYPE_LONG_BLOB, MYSQL_TYPE_BLOB ->
                byCollation(column, "BLOB", "TEXT");
            default -> "type 0x" + Integer.toHexString(column.type());
        };
    }

    private static String fixedString(ColumnDefinition41 column) {
        if ((column.flags() & ColumnFlag.ENUM_FLAG) != 0) {
            return "ENUM";
        }
        return (column.flags() & ColumnFlag.SET_FLAG) != 0 ? "SET" : byCollation(column, "BINARY", "CHAR");
    }

    private static String byCollation(ColumnDefinition41 column, String binary, String text) {
        return ValueKind.of(column) == ValueKind.BYTES ? binary : text;
    }
}
