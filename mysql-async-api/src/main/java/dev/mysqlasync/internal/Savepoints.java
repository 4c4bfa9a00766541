package dev.mysqlasync.internal;

import dev.mysqlasync.MySqlIdentifiers;

/**
 * The statements about savepoints.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/savepoint.html">SAVEPOINT</a>
 */
final class Savepoints {

    private Savepoints() {}

    static String set(String name) {
        return "SAVEPOINT " + MySqlIdentifiers.quote(name);
    }

    static String rollbackTo(String name) {
        return "ROLLBACK TO SAVEPOINT " + MySqlIdentifiers.quote(name);
    }

    static String release(String name) {
        return "RELEASE SAVEPOINT " + MySqlIdentifiers.quote(name);
    }
}
