package dev.mysqlasync.internal.transaction;

import dev.mysqlasync.Identifiers;

/**
 * The SQL statements for savepoints.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/savepoint.html">SAVEPOINT</a>
 */
public final class Savepoints {

    private Savepoints() {}

    public static String set(String name) {
        return "SAVEPOINT " + Identifiers.quote(name);
    }

    public static String rollbackTo(String name) {
        return "ROLLBACK TO SAVEPOINT " + Identifiers.quote(name);
    }

    public static String release(String name) {
        return "RELEASE SAVEPOINT " + Identifiers.quote(name);
    }
}
