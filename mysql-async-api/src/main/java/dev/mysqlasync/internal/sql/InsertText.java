package dev.mysqlasync.internal.sql;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An INSERT or REPLACE of one row, cut so that it can be written with as many rows as one likes.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/insert.html">INSERT Statement</a>
 */
public final class InsertText {

    private final String head;
    private final String row;
    private final String tail;
    private final List<String> table;
    private final List<Target> targets;
    private final SqlModes modes;

    /**
     * What a parameter is for.
     *
     * @param position the place of its value in the row, from 0 on
     * @param column the column's name, without quotes; {@code null} if the statement names no columns
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
     * Recognises a statement that, sent with many rows, does what it does when it is sent once for each. That is not so,
     * or not certain, and the answer empty, for what is not an INSERT or REPLACE with a VALUES list of one row; with a
     * parameter that is part of an expression in that row; with parameters before or behind the row, or named ones; with a subquery, a system variable or a function that tells of
     * the statement before; with an executable comment; and with another statement behind it.
     */
    public static Optional<InsertText> of(String sql, SqlModes modes) {
        return Optional.ofNullable(new InsertParser(sql, modes).parse());
    }

    /** The statement for this many rows, at least 1: the row's text so many times. */
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

    /** The text before the row, to VALUES and what separates it from the row. */
    public String head() {
        return head;
    }

    /** The row with its parentheses. */
    public String row() {
        return row;
    }

    /** How many parameters the row has. */
    public int places() {
        return targets.size();
    }

    /** What this parameter is for: it is all there is of a column's value. */
    public Target target(int parameter) {
        return targets.get(parameter);
    }

    /** The text behind the row, without a semicolon at the end; empty if there is none. */
    public String tail() {
        return tail;
    }

    /** What the row and what stands behind it may do beside having a value. */
    public CalledFunctions calls() {
        return CalledFunctions.of(row + tail, modes);
    }

    /** The table's name, with its schema's before it if the statement has it, both without quotes. */
    public List<String> table() {
        return table;
    }
}
