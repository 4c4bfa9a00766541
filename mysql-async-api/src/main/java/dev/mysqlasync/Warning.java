package dev.mysqlasync;

/**
 * A warning or note about an executed statement.
 *
 * @param level {@code Note}, {@code Warning} or {@code Error}
 * @param code the server's error code
 * @param message the server's message, which can quote values
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/show-warnings.html">MySQL Reference Manual, SHOW WARNINGS
 *     Statement</a>
 */
public record Warning(String level, int code, String message) {}
