package dev.mysqlasync.internal.sql;

import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the SQL for an argument that may be a list: values separated by commas, or rows in parentheses. */
final class ValueList {

    private ValueList() {}

    /**
     * @param place writes one value at the end of {@code sql}
     */
    static void write(StringBuilder sql, @Nullable Object argument, Consumer<@Nullable Object> place) {
        if (!(argument instanceof Collection<?> list)) {
            place.accept(argument);
            return;
        }
        requireSome(list);
        if (list.iterator().next() instanceof Collection<?> first) {
            writeRows(sql, list, first.size(), place);
        } else {
            writeValues(sql, list, "values", place);
        }
    }

    private static void writeRows(StringBuilder sql, Collection<?> rows, int width, Consumer<@Nullable Object> place) {
        String separator = "(";
        for (Object row : rows) {
            if (!(row instanceof Collection<?> values) || values.size() != width) {
                throw new IllegalArgumentException("the elements of a list of rows must all be lists of the same size");
            }
            requireSome(values);
            sql.append(separator);
            writeValues(sql, values, "rows of values", place);
            sql.append(')');
            separator = ", (";
        }
    }

    private static void writeValues(
            StringBuilder sql, Collection<?> values, String kind, Consumer<@Nullable Object> place) {
        String separator = "";
        for (Object value : values) {
            if (value instanceof Collection) {
                throw new IllegalArgumentException("a list of " + kind + " must not contain another list");
            }
            sql.append(separator);
            place.accept(value);
            separator = ", ";
        }
    }

    private static void requireSome(Collection<?> list) {
        if (list.isEmpty()) {
            throw new IllegalArgumentException(
                    "a list of values is empty, and IN () is not valid SQL; leave the condition out,"
                            + " or do not send the statement");
        }
    }
}
