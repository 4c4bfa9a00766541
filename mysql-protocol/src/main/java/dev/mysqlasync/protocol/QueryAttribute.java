package dev.mysqlasync.protocol;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query attribute: a named value that accompanies a statement without being part of its SQL.
 *
 * @param name the name, which {@code mysql_query_attribute_string()} looks up
 * @param value the value, of a class that {@link BinaryParameters} can write, or null
 * @see <a href="https://dev.mysql.com/doc/refman/en/query-attributes.html">Query Attributes</a>
 */
@SuppressWarnings("exports") // users need no JSpecify to compile
public record QueryAttribute(String name, @Nullable Object value) {

    @Override
    public boolean equals(Object other) {
        return other instanceof QueryAttribute that && name.equals(that.name) && Objects.deepEquals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(new @Nullable Object[] {name, value});
    }
}
