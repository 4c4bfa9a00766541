package dev.mysqlasync.protocol;

/**
 * Type codes of columns and parameters, one byte each.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html">enum_field_types</a>
 */
public final class ColumnType {

    public static final int MYSQL_TYPE_DECIMAL = 0x00;
    public static final int MYSQL_TYPE_TINY = 0x01;
    public static final int MYSQL_TYPE_SHORT = 0x02;
    public static final int MYSQL_TYPE_LONG = 0x03;
    public static final int MYSQL_TYPE_FLOAT = 0x04;
    public static final int MYSQL_TYPE_DOUBLE = 0x05;
    public static final int MYSQL_TYPE_NULL = 0x06;
    public static final int MYSQL_TYPE_TIMESTAMP = 0x07;
    public static final int MYSQL_TYPE_LONGLONG = 0x08;
    public static final int MYSQL_TYPE_INT24 = 0x09;
    public static final int MYSQL_TYPE_DATE = 0x0A;
    public static final int MYSQL_TYPE_TIME = 0x0B;
    public static final int MYSQL_TYPE_DATETIME = 0x0C;
    public static final int MYSQL_TYPE_YEAR = 0x0D;
    public static final int MYSQL_TYPE_NEWDATE = 0x0E;
    public static final int MYSQL_TYPE_VARCHAR = 0x0F;
    public static final int MYSQL_TYPE_BIT = 0x10;
    public static final int MYSQL_TYPE_TIMESTAMP2 = 0x11;
    public static final int MYSQL_TYPE_DATETIME2 = 0x12;
    public static final int MYSQL_TYPE_TIME2 = 0x13;
    public static final int MYSQL_TYPE_TYPED_ARRAY = 0x14;
    public static final int MYSQL_TYPE_VECTOR = 0xF2;
    public static final int MYSQL_TYPE_INVALID = 0xF3;
    public static final int MYSQL_TYPE_BOOL = 0xF4;
    public static final int MYSQL_TYPE_JSON = 0xF5;
    public static final int MYSQL_TYPE_NEWDECIMAL = 0xF6;
    public static final int MYSQL_TYPE_ENUM = 0xF7;
    public static final int MYSQL_TYPE_SET = 0xF8;
    public static final int MYSQL_TYPE_TINY_BLOB = 0xF9;
    public static final int MYSQL_TYPE_MEDIUM_BLOB = 0xFA;
    public static final int MYSQL_TYPE_LONG_BLOB = 0xFB;
    public static final int MYSQL_TYPE_BLOB = 0xFC;
    public static final int MYSQL_TYPE_VAR_STRING = 0xFD;
    public static final int MYSQL_TYPE_STRING = 0xFE;
    public static final int MYSQL_TYPE_GEOMETRY = 0xFF;

    private static final String[] LOW_NAMES = {
        "DECIMAL",
        "TINY",
        "SHORT",
        "LONG",
        "FLOAT",
        "DOUBLE",
        "NULL",
        "TIMESTAMP",
        "LONGLONG",
        "INT24",
        "DATE",
        "TIME",
        "DATETIME",
        "YEAR",
        "NEWDATE",
        "VARCHAR",
        "BIT",
        "TIMESTAMP2",
        "DATETIME2",
        "TIME2",
        "TYPED_ARRAY"
    };

    private static final String[] HIGH_NAMES = {
        "VECTOR",
        "INVALID",
        "BOOL",
        "JSON",
        "NEWDECIMAL",
        "ENUM",
        "SET",
        "TINY_BLOB",
        "MEDIUM_BLOB",
        "LONG_BLOB",
        "BLOB",
        "VAR_STRING",
        "STRING",
        "GEOMETRY"
    };

    private ColumnType() {}

    /**
     * The manual's name of the type, such as {@code MYSQL_TYPE_LONG}; for an unknown code {@code type} and the number.
     */
    public static String nameOf(int type) {
        if (type >= 0 && type < LOW_NAMES.length) {
            return "MYSQL_TYPE_" + LOW_NAMES[type];
        }
        if (type >= MYSQL_TYPE_VECTOR && type <= MYSQL_TYPE_GEOMETRY) {
            return "MYSQL_TYPE_" + HIGH_NAMES[type - MYSQL_TYPE_VECTOR];
        }
        return "type " + type;
    }
}
