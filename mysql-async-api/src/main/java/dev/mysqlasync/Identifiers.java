package dev.mysqlasync;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of tables, columns and the like in SQL: they cannot be parameters, so a name that comes from elsewhere has to be quoted.
 * Thread-safe.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/identifiers.html">Schema Object Names</a>
 */
public final class Identifiers {

    private Identifiers() {}

    /**
     * A name in backticks, which is one identifier whatever it has in it and whatever the {@code sql_mode}.
     *
     * @throws IllegalArgumentException if it is empty, or contains NUL or a character beyond U+FFFF: no name can, and MySQL
     *     takes a question mark for the latter, which may be another thing's name
     */
    public static String quote(String name) {
        if (name.isEmpty() || name.chars().anyMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            throw new IllegalArgumentException(
                    "an identifier must not be empty or contain NUL or a character beyond U+FFFF");
        }
        return '`' + name.replace("`", "``") + '`';
    }

    /**
     * A name, or several with dots between them such as schema and table, each quoted.
     *
     * @throws IllegalArgumentException if one of them is no name, see {@link #quote}
     */
    public static String quotePath(String path) {
        List<String> quoted = new ArrayList<>();
        for (String part : path.split("\\.", -1)) {
            quoted.add(quote(part));
        }
        return String.join(".", quoted);
    }
}
