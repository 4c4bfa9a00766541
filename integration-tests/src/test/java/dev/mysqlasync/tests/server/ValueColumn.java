package dev.mysqlasync.tests.server;

import dev.mysqlasync.tests.TestServer;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of the table that {@link EveryWayOfAValueTest} stores into.
 *
 * @param name the column's name
 * @param type its type in SQL, with its default if it has one
 * @param shown the expression by which the server shows what is stored in it, to the last bit
 */
record ValueColumn(String name, String type, String shown) {

    /** One column of each type that this server has. */
    static List<ValueColumn> of(TestServer server) {
        List<ValueColumn> columns = new ArrayList<>();
        for (String type : List.of(
                "TINYINT",
                "TINYINT UNSIGNED",
                "SMALLINT",
                "MEDIUMINT",
                "INT DEFAULT 42",
                "INT NOT NULL DEFAULT 7",
                "INT UNSIGNED",
                "BIGINT",
                "BIGINT UNSIGNED",
                "DECIMAL(5,2)",
                "DECIMAL(5,2) UNSIGNED NOT NULL DEFAULT 1",
                "DECIMAL(38,10)",
                "DECIMAL(65,30)",
                "DOUBLE",
                "DOUBLE(15,8)",
                "DATE",
                "DATETIME",
                "DATETIME(6)",
                "TIMESTAMP NULL",
                "TIMESTAMP(6) NULL",
                "TIME",
                "TIME(6)",
                "YEAR",
                "JSON")) {
            add(columns, type, "CAST(%s AS CHAR)");
        }
        for (String type : List.of("FLOAT", "FLOAT(10,4)")) {
            add(columns, type, "CAST(%s + 0.0e0 AS CHAR)"); // the sum has all its digits
        }
        for (String type : List.of(
                "CHAR(60)",
                "CHAR(3) NOT NULL DEFAULT 'd'",
                "VARCHAR(60) DEFAULT 'some'",
                "VARCHAR(60) CHARACTER SET latin1",
                "TINYTEXT",
                "VARBINARY(2)",
                "TEXT",
                "LONGTEXT",
                "BINARY(40)",
                "VARBINARY(60)",
                "BLOB",
                "LONGBLOB",
                "BIT(1)",
                "BIT(8)",
                "BIT(64)",
                "ENUM('1', 'a', 'b', 'true')",
                "SET('1', 'a', 'b', '0')",
                "POINT",
                "GEOMETRY")) {
            add(columns, type, "HEX(%s)");
        }
        if (server.hasVectors()) {
            add(columns, "VECTOR(2)", "HEX(%s)");
        }
        if (server.isMariaDb()) {
            add(columns, "UUID", "CAST(%s AS CHAR)");
            add(columns, "INET6", "CAST(%s AS CHAR)");
        }
        return columns;
    }

    private static void add(List<ValueColumn> columns, String type, String shown) {
        String name = "c" + columns.size();
        columns.add(new ValueColumn(name, type, shown.formatted(name)));
    }

    /** Whether it keeps characters, or bytes as they are. */
    boolean isString() {
        return type.matches(".*(CHAR|TEXT|BINARY|BLOB).*");
    }

    boolean isTemporal() {
        return type.startsWith("DATE") || type.startsWith("TIME");
    }

    String declaration() {
        return name + " " + type;
    }

    @Override
    public String toString() {
        return type;
    }
}
