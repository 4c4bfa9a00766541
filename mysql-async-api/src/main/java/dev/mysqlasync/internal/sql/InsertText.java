package dev.mysqlasync.internal.sql;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An INSERT or REPLACE of one row, split so that it can be written with any number of rows.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/insert.html">MySQL Reference Manual, INSERT Statement</a>
 */
public final class InsertText {

    private final String head;
    private final String row;
    private final String tail;
    private final List<String> table;
    private final List<Target> targets;
    private final SqlModes modes;

    /**
     * The column that a parameter is for.
     *
     * @param position the index of its value in the row, from 0
     * @param column the column's name without quotes; {@code null} if the statement names no columns
     */
    public record Target(int position, @Nullable String column) {}

    InsertText(String head, String row, String tail, List<String> table, List<Target> targets, SqlModes modes) {
        this.head = head;
        this.row = row;
        this.tail = tail;
        this.table = List.copyOf(table);
        this.targets = List.copyOf(targets);
        this.modes = modes;
    }

    /**
     * Recognises a statement that has the same effect with many rows as when it is sent once for each row. The result
     * is empty if this is not so, or not certain:
     *
     * <ul>
     *   <li>the statement is not an INSERT or REPLACE with a VALUES list of one row
     *   <li>a parameter is part of an expression in that row, stands outside it, or is a named parameter
     *   <li>the row has a subquery, a system variable, or a function that depends on the previous statement
     *   <li>the text has an executable comment, or another statement follows
     * </ul>
     */
    public static Optional<InsertText> of(String sql, SqlModes modes) {
        return Optional.ofNullable(new InsertParser(sql, modes).parse());
    }

    /**
     * The statement with {@code count} copies of its row.
     *
     * @param count at least 1
     */
    public String rows(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("an INSERT needs at least one row, not " + count);
        }
        StringBuilder sql = new StringBuilder(head.length() + tail.length() + count * (row.length() + 2));
        sql.append(head).append(row);
        for (int i = 1; i < count; i++) {
            sql.append(", ").append(row);
        }
        return sql.append(tail).toString();
    }

    /** The text before the row: up to VALUES and the separator after it. */
    public String head() {
        return head;
    }

    /** The row with its parentheses. */
    public String row() {
        return row;
    }

    /** The number of parameters in the row. */
    public int places() {
        return targets.size();
    }

    /** The column whose whole value this parameter is. */
    public Target target(int parameter) {
        return targets.get(parameter);
    }

    /** The text after the row, without a semicolon at the end; may be empty. */
    public String tail() {
        return tail;
    }

    /** The side effects that the row, and the text after it, may have. */
    public CalledFunctions calls() {
        return CalledFunctions.of(row + tail, modes);
    }

    /** The table's name without quotes, preceded by the schema's name if the statement has it. */
    public List<String> table() {
        return table;
    }
}
