package dev.mysqlasync.testkit.sql;

import static dev.mysqlasync.protocol.ColumnFlag.BLOB_FLAG;
import static dev.mysqlasync.protocol.ColumnFlag.ENUM_FLAG;
import static dev.mysqlasync.protocol.ColumnFlag.SET_FLAG;
import static dev.mysqlasync.protocol.ColumnFlag.UNSIGNED_FLAG;

import dev.mysqlasync.protocol.ColumnType;
import java.util.Locale;
import java.util.Optional;

/**
 * A column type of SQL, with the fields of its column definition.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/en/data-types.html">Data Types</a>
 */
enum SqlType {
    TINYINT(ColumnType.MYSQL_TYPE_TINY, Shape.NUMBER, 4),
    SMALLINT(ColumnType.MYSQL_TYPE_SHORT, Shape.NUMBER, 6),
    MEDIUMINT(ColumnType.MYSQL_TYPE_INT24, Shape.NUMBER, 9),
    INT(ColumnType.MYSQL_TYPE_LONG, Shape.NUMBER, 11),
    BIGINT(ColumnType.MYSQL_TYPE_LONGLONG, Shape.NUMBER, 20),
    FLOAT(ColumnType.MYSQL_TYPE_FLOAT, Shape.FLOATING, 12),
    DOUBLE(ColumnType.MYSQL_TYPE_DOUBLE, Shape.FLOATING, 22),
    DECIMAL(ColumnType.MYSQL_TYPE_NEWDECIMAL, Shape.DECIMAL, 10),
    BIT(ColumnType.MYSQL_TYPE_BIT, Shape.NUMBER, 1, UNSIGNED_FLAG),
    YEAR(ColumnType.MYSQL_TYPE_YEAR, Shape.NUMBER, 4, UNSIGNED_FLAG),
    DATE(ColumnType.MYSQL_TYPE_DATE, Shape.NUMBER, 10),
    TIME(ColumnType.MYSQL_TYPE_TIME, Shape.TEMPORAL, 10),
    DATETIME(ColumnType.MYSQL_TYPE_DATETIME, Shape.TEMPORAL, 19),
    TIMESTAMP(ColumnType.MYSQL_TYPE_TIMESTAMP, Shape.TEMPORAL, 19),
    CHAR(ColumnType.MYSQL_TYPE_STRING, Shape.TEXT, 1),
    VARCHAR(ColumnType.MYSQL_TYPE_VAR_STRING, Shape.TEXT, 255),
    BINARY(ColumnType.MYSQL_TYPE_STRING, Shape.BYTES, 1),
    VARBINARY(ColumnType.MYSQL_TYPE_VAR_STRING, Shape.BYTES, 255),
    TINYTEXT(ColumnType.MYSQL_TYPE_BLOB, Shape.TEXT, 63, BLOB_FLAG),
    TEXT(ColumnType.MYSQL_TYPE_BLOB, Shape.TEXT, 16_383, BLOB_FLAG),
    MEDIUMTEXT(ColumnType.MYSQL_TYPE_BLOB, Shape.TEXT, 4_194_303, BLOB_FLAG),
    LONGTEXT(ColumnType.MYSQL_TYPE_BLOB, Shape.TEXT, 1_073_741_823, BLOB_FLAG),
    TINYBLOB(ColumnType.MYSQL_TYPE_BLOB, Shape.BYTES, 255, BLOB_FLAG),
    BLOB(ColumnType.MYSQL_TYPE_BLOB, Shape.BYTES, 65_535, BLOB_FLAG),
    MEDIUMBLOB(ColumnType.MYSQL_TYPE_BLOB, Shape.BYTES, 16_777_215, BLOB_FLAG),
    LONGBLOB(ColumnType.MYSQL_TYPE_BLOB, Shape.BYTES, 4_294_967_295L, BLOB_FLAG),
    JSON(ColumnType.MYSQL_TYPE_JSON, Shape.BYTES, 4_294_967_295L, BLOB_FLAG),
    ENUM(ColumnType.MYSQL_TYPE_STRING, Shape.CHOICE, 255, ENUM_FLAG),
    SET(ColumnType.MYSQL_TYPE_STRING, Shape.CHOICE, 255, SET_FLAG),
    GEOMETRY(ColumnType.MYSQL_TYPE_GEOMETRY, Shape.BYTES, 4_294_967_295L, BLOB_FLAG),
    VECTOR(ColumnType.MYSQL_TYPE_VECTOR, Shape.BYTES, 8_192, BLOB_FLAG);

    /** What the numbers in parentheses after the type mean, and which character set it has. */
    enum Shape {
        NUMBER,
        FLOATING,
        DECIMAL,
        TEMPORAL,
        TEXT,
        BYTES,
        CHOICE
    }

    final int code;
    final Shape shape;
    final long defaultSize;
    final int flags;

    SqlType(int code, Shape shape, long defaultSize) {
        this(code, shape, defaultSize, 0);
    }

    SqlType(int code, Shape shape, long defaultSize, int flags) {
        this.code = code;
        this.shape = shape;
        this.defaultSize = defaultSize;
        this.flags = flags;
    }

    /** Finds a type by its name or synonym, in any case. */
    static Optional<SqlType> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String own = switch (upper) {
            case "INTEGER" -> "INT";
            case "BOOL", "BOOLEAN" -> "TINYINT";
            case "NUMERIC", "DEC" -> "DECIMAL";
            case "REAL" -> "DOUBLE";
            default -> upper;
        };
        for (SqlType type : values()) {
            if (type.name().equals(own)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
