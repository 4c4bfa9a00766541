package dev.mysqlasync.internal.value;

import dev.mysqlasync.Codec;
import dev.mysqlasync.geometry.Geometry;
import dev.mysqlasync.protocol.LongData;
import dev.mysqlasync.protocol.QueryAttribute;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Converts arguments to the types that the protocol can encode. */
public final class ParameterValues {

    private ParameterValues() {}

    /**
     * Converts the arguments that need it. Returns the same array if none does.
     *
     * @throws IllegalArgumentException if a codec fails; for a Map without a codec; for a point in time that is out of
     *     range; and for a point in time if the time zone is unknown
     */
    public static @Nullable Object[] encode(@Nullable Object[] arguments, ValueContext context) {
        @Nullable Object[] encoded = arguments;
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            Object value = argument == null ? null : encode(argument, context);
            if (value != argument) {
                if (encoded == arguments) {
                    encoded = arguments.clone();
                }
                encoded[i] = value;
            }
        }
        return encoded;
    }

    /** As {@link #encode(Object[], ValueContext)}, for query attributes. */
    public static List<QueryAttribute> encode(List<QueryAttribute> attributes, ValueContext context) {
        return attributes.isEmpty()
                ? attributes
                : attributes.stream()
                        .map(attribute -> encode(attribute, context))
                        .toList();
    }

    private static QueryAttribute encode(QueryAttribute attribute, ValueContext context) {
        Object value = attribute.value();
        return value == null ? attribute : new QueryAttribute(attribute.name(), encode(value, context));
    }

    /** The value to send: the value itself, unless it needs a codec or another form. */
    public static @Nullable Object encode(Object value, ValueContext context) {
        if (value instanceof WholeValue whole) {
            return encode(whole.value(), context);
        }
        if (value instanceof Optional<?> optional) {
            return optional.isEmpty() ? null : encode(optional.get(), context);
        }
        Codec<?> codec = context.codecOf(value);
        Object plain = codec == null ? value : apply(codec, value);
        if (plain instanceof Optional<?> optional) { // a codec's
            plain = optional.orElse(null);
        }
        return plain == null || isWireType(plain) ? plain : simplified(plain, context);
    }

    private static <T> @Nullable Object apply(Codec<T> codec, Object value) {
        try {
            return codec.encode(codec.type().cast(value));
        } catch (Throwable e) {
            throw new IllegalArgumentException(
                    "the codec for " + codec.type().getName() + " failed to encode an argument", e);
        }
    }

    /** The most frequent types that need no conversion. Values of other types fail all comparisons. */
    private static boolean isWireType(Object value) {
        return value instanceof String
                || value instanceof Number
                || value instanceof byte[]
                || value instanceof LongData;
    }

    private static Object simplified(Object value, ValueContext context) {
        if (value instanceof Temporal temporal) {
            return simplified(temporal, context);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof UUID) {
            return value.toString();
        }
        if (value instanceof InetAddress address) {
            return AddressText.of(address);
        }
        if (value instanceof Map) {
            throw new IllegalArgumentException(
                    "a Map cannot be a value; give the values of named parameters such as :id with Statement.bind");
        }
        return value instanceof Geometry geometry ? geometry.toBytes() : value;
    }

    private static Object simplified(Temporal value, ValueContext context) {
        if (value instanceof Instant instant) {
            return local(instant, context);
        }
        if (value instanceof OffsetDateTime dateTime) {
            return local(dateTime.toInstant(), context);
        }
        if (value instanceof ZonedDateTime dateTime) {
            return local(dateTime.toInstant(), context);
        }
        return value instanceof Year year ? (Object) Short.valueOf((short) inRange(year)) : value;
    }

    private static LocalDateTime local(Instant instant, ValueContext context) {
        ZoneId zone = context.zone();
        if (zone == null) {
            throw new IllegalArgumentException("a point in time cannot be encoded: " + ValueContext.NO_ZONE);
        }
        try {
            return LocalDateTime.ofInstant(instant, zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a point in time is outside the years 0 to 9999", e);
        }
    }

    private static int inRange(Year year) {
        if (year.getValue() < 0 || year.getValue() > 9999) {
            throw new IllegalArgumentException("a year is outside 0 to 9999");
        }
        return year.getValue();
    }
}
