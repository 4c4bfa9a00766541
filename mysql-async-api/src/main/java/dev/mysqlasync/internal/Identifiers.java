package dev.mysqlasync.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * Identifiers in SQL.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/identifiers.html">Schema Object Names</a>
 */
final class Identifiers {

    private Identifiers() {}

    /** A name, or a schema and a name with a dot between them, each quoted. */
    static String quotePath(String path) {
        List<String> quoted = new ArrayList<>();
        for (String part : path.split("\\.", -1)) {
            quoted.add(quote(part));
        }
        return String.join(".", quoted);
    }

    static String quote(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an identifier is empty or contains NUL");
        }
        return '`' + name.replace("`", "``") + '`';
    }
}
