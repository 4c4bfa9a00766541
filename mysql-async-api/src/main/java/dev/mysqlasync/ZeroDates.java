package dev.mysqlasync;

/**
 * What becomes of dates that the calendar does not have: {@code 0000-00-00}, dates with a zero in them such as
 * {@code 2024-05-00}, and such as {@code 2024-02-31}, which a server stores under {@code ALLOW_INVALID_DATES}. It goes
 * for columns of type DATE, DATETIME and TIMESTAMP; {@link Row#getString} gives the server's text under each policy.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/sql-mode.html#sqlmode_no_zero_date">NO_ZERO_DATE</a>
 */
public enum ZeroDates {
    /** Reading one fails with {@link MySqlDecodeException}; it concerns that read alone. */
    ERROR,
    /** Getters of {@code java.time} and {@link Row#getObject} give {@code null}; {@link Row#isNull} stays false. */
    NULL,
    /** {@link Row#getObject} gives the server's text; getters of {@code java.time} fail. */
    TEXT
}
