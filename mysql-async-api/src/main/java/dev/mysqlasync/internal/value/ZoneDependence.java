package dev.mysqlasync.internal.value;

import dev.mysqlasync.protocol.QueryAttribute;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises values that are sent as local time and so depend on the session's time zone. */
public final class ZoneDependence {

    private ZoneDependence() {}

    /** Whether any of these values, or of a list among them, depends on it. A value with a codec always counts. */
    public static boolean isIn(@Nullable Object[] values, ValueContext context) {
        for (Object value : values) {
            if (isOf(value, context)) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #isIn(Object[], ValueContext)}. */
    public static boolean isIn(Collection<? extends @Nullable Object> values, ValueContext context) {
        for (Object value : values) {
            if (isOf(value, context)) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #isIn(Object[], ValueContext)}, for query attributes. */
    public static boolean isAnyIn(List<QueryAttribute> attributes, ValueContext context) {
        for (QueryAttribute attribute : attributes) {
            if (isOf(attribute.value(), context)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(@Nullable Object value, ValueContext context) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof byte[]) {
            return value != null && !context.types().codecs().isEmpty() && context.codecOf(value) != null;
        }
        if (value instanceof Collection<?> list) {
            return context.codecOf(list) != null || isIn(list, context);
        }
        if (value instanceof Optional<?> optional) {
            return isOf(optional.orElse(null), context);
        }
        return value instanceof WholeValue
                || value instanceof Instant
                || value instanceof OffsetDateTime
                || value instanceof ZonedDateTime
                || context.codecOf(value) != null; // which may make one of it
    }
}
