package dev.mysqlasync;

/**
 * What a server remarks about a statement that it has run.
 *
 * @param level {@code Note}, {@code Warning} or {@code Error}
 * @param code the number of the remark, one of the server's error codes
 * @param message the remark; it may quote values
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/show-warnings.html">SHOW WARNINGS</a>
 */
public record Warning(String level, int code, String message) {}
