package dev.mysqlasync.protocol;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named value that goes with a statement without being part of its SQL.
 *
 * @param name the name that {@code mysql_query_attribute_string} finds it by
 * @param value the value, of a type that {@link BinaryParameters} can write
 * @see <a href="https://dev.mysql.com/doc/refman/en/query-attributes.html">Query Attributes</a>
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
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
