package dev.mysqlasync;

/**
 * How far a transaction is isolated from concurrent ones.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/innodb-transaction-isolation-levels.html">Transaction isolation
 *     levels</a>
 */
public enum IsolationLevel {
    READ_UNCOMMITTED,
    READ_COMMITTED,
    REPEATABLE_READ,
    SERIALIZABLE;

    /** The level in SQL, such as {@code READ COMMITTED}. */
    public String sql() {
        return name().replace('_', ' ');
    }
}
