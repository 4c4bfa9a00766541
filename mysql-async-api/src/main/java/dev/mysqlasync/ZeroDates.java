package dev.mysqlasync;

/**
 * How zero and partial dates are read: {@code 0000-00-00}, dates with a zero part such as {@code 2024-05-00}, and invalid
 * dates such as {@code 2024-02-31}, which a server stores under {@code ALLOW_INVALID_DATES}. The policy holds for columns
 * of type DATE, DATETIME and TIMESTAMP. {@link Row#getString} returns the server's text under each policy.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/sql-mode.html#sqlmode_no_zero_date">NO_ZERO_DATE</a>
 */
public enum ZeroDates {
    /** That read alone fails, with {@link MySqlDecodeException}. */
    ERROR,
    /** Getters of {@code java.time} and {@link Row#getObject} return {@code null}; {@link Row#isNull} stays false. */
    NULL,
    /** {@link Row#getObject} returns the server's text; getters of {@code java.time} fail. */
    TEXT
}
