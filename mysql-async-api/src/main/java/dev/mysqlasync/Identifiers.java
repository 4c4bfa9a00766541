package dev.mysqlasync;

import java.util.ArrayList;
import java.util.List;

/**
 * Quotes identifiers, such as names of schemas, tables and columns, for use in SQL. An identifier cannot be a
 * parameter, so a name from user input must be quoted. Thread-safe.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/identifiers.html">MySQL Reference Manual, Schema Object
 *     Names</a>
 */
public final class Identifiers {

    private Identifiers() {}

    /**
     * Quotes a name in backticks. The result is one identifier, whatever the name contains and whatever the
     * {@code sql_mode}.
     *
     * @throws IllegalArgumentException if the name is empty, or contains NUL or a character beyond U+FFFF. MySQL
     *     permits neither in identifiers and replaces the latter with a question mark, which could name another object
     */
    public static String quote(String name) {
        if (name.isEmpty() || name.chars().anyMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            throw new IllegalArgumentException(
                    "an identifier must not be empty or contain NUL or a character beyond U+FFFF");
        }
        return '`' + name.replace("`", "``") + '`';
    }

    /**
     * Quotes each part of a dotted name, such as schema and table.
     *
     * @throws IllegalArgumentException if a part is not a valid identifier, see {@link #quote}
     */
    public static String quotePath(String path) {
        List<String> quoted = new ArrayList<>();
        for (String part : path.split("\\.", -1)) {
            quoted.add(quote(part));
        }
        return String.join(".", quoted);
    }
}
