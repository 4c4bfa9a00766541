package dev.mysqlasync.internal.value;

import dev.mysqlasync.Codec;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.TypeOptions;
import dev.mysqlasync.ZeroDates;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What values depend on beside their bytes. A result is read with what held when it began.
 *
 * @param zone the session's time zone; {@code null} when it is not known
 * @param types the options
 */
public record ValueContext(@Nullable ZoneId zone, TypeOptions types) {

    /** No zone, and every option at its default. */
    public static final ValueContext DEFAULT =
            new ValueContext(null, new TypeOptions(ZeroDates.ERROR, false, false, List.of()));

    static final String NO_ZONE = "the session's time zone is unknown; set it with the option timeZone, for example"
            + " timeZone=+00:00, or with SET time_zone";

    public static ValueContext of(MySqlOptions options) {
        return new ValueContext(TimeZones.of(options.session().timeZone()), options.types());
    }

    /** The same with the zone that the server says the session has now. */
    public ValueContext withTimeZone(String timeZone) {
        return new ValueContext(TimeZones.of(timeZone), types);
    }

    /** The codec for exactly this type; {@code null} for none. */
    @SuppressWarnings("unchecked") // a codec is for its type
    <T> @Nullable Codec<T> codecFor(Class<T> type) {
        for (Codec<?> codec : types.codecs()) {
            if (codec.type() == type) {
                return (Codec<T>) codec;
            }
        }
        return null;
    }

    /** The codec for this value: the one for its class, or else the first for a type that it is of. */
    @Nullable
    Codec<?> codecOf(Object value) {
        List<Codec<?>> codecs = types.codecs();
        if (codecs.isEmpty()) {
            return null;
        }
        Codec<?> exact = codecFor(value.getClass());
        if (exact != null) {
            return exact;
        }
        return codecs.stream()
                .filter(codec -> codec.type().isInstance(value))
                .findFirst()
                .orElse(null);
    }
}
