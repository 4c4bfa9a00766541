package dev.mysqlasync.internal.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Marks a collection that a codec encodes, so that it is not expanded to a list of values.
 *
 * @param value the collection
 */
public record WholeValue(Object value) {

    /** Marks such collections in the argument. Returns the same argument if there is none. */
    public static @Nullable Object mark(@Nullable Object argument, ValueContext context) {
        if (argument instanceof Collection<?> list) {
            return context.codecOf(list) == null ? markAll(list, context) : new WholeValue(list);
        }
        return argument instanceof Map<?, ?> named ? markAll(named, context) : argument;
    }

    private static Collection<?> markAll(Collection<?> list, ValueContext context) {
        List<@Nullable Object> marked = new ArrayList<>(list.size());
        boolean any = false;
        for (Object element : list) {
            Object value = mark(element, context);
            any |= value != element;
            marked.add(value);
        }
        return any ? marked : list;
    }

    /** The values of named parameters, which a statement takes as one argument. */
    private static Map<?, ?> markAll(Map<?, ?> named, ValueContext context) {
        Map<Object, @Nullable Object> marked = new LinkedHashMap<>();
        named.forEach((name, value) -> marked.put(Objects.requireNonNull(name), mark(value, context)));
        return marked;
    }
}
