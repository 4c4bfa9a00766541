package dev.mysqlasync;

/**
 * Names of tables, columns and the like in SQL. Parameters stand for values alone; a name that is not known before is put into the
 * SQL, and has to be quoted for it.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/identifiers.html">Schema Object Names</a>
 */
public final class MySqlIdentifiers {

    private MySqlIdentifiers() {}

    /**
     * A name in backticks, as which it is one name in every {@code sql_mode}, whatever it contains; with more than one, such as a
     * schema and a table, each of them, with dots between. A dot within a name is part of it. Whether a name is too long for
     * what it names, or there is such a thing, the server says.
     *
     * @throws IllegalArgumentException if a name is empty, or contains NUL or a character beyond U+FFFF, which names cannot have
     *     and MySQL replaces
     */
    public static String quote(String name, String... more) {
        StringBuilder quoted = new StringBuilder();
        append(quoted, name);
        for (String next : more) {
            append(quoted.append('.'), next);
        }
        return quoted.toString();
    }

    private static void append(StringBuilder quoted, String name) {
        boolean replaced = name.chars().anyMatch(c -> c == 0 || Character.isSurrogate((char) c));
        if (name.isEmpty() || replaced) {
            throw new IllegalArgumentException("an identifier is empty, or has NUL or a character beyond U+FFFF in it");
        }
        quoted.append('`').append(name.replace("`", "``")).append('`');
    }
}
