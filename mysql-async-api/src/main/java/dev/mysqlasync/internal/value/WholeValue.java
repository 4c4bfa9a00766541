package dev.mysqlasync.internal.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A collection that a codec is for, on its way to being encoded: nobody takes it for a list of values meanwhile.
 *
 * @param value the collection
 */
public record WholeValue(Object value) {

    /** The argument with each such collection in it marked: the same one if there is none. */
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

    /** The values of names, which a statement takes as one argument. */
    private static Map<?, ?> markAll(Map<?, ?> named, ValueContext context) {
        Map<Object, @Nullable Object> marked = new LinkedHashMap<>();
        named.forEach((name, value) -> marked.put(Objects.requireNonNull(name), mark(value, context)));
        return marked;
    }
}
