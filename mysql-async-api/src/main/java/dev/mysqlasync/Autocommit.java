package dev.mysqlasync;

/**
 * The {@code autocommit} setting of a new session.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/commit.html">MySQL Reference Manual, START TRANSACTION, COMMIT,
 *     and ROLLBACK Statements</a>
 */
public enum Autocommit {
    /** A statement opens a transaction, which stays open until {@code commit} or {@code rollback}. */
    OFF,
    /** Each statement outside an explicit transaction is committed by itself. */
    ON,
    /** The server's own setting is kept; the driver sends none. */
    SERVER
}
