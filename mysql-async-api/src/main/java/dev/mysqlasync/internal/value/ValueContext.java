package dev.mysqlasync.internal.value;

import dev.mysqlasync.Codec;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.TypeOptions;
import dev.mysqlasync.ZeroDates;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decoding depends on besides the bytes. A result is decoded with the context of its start.
 *
 * @param zone the session's time zone; {@code null} if it is unknown
 * @param types the options
 */
public record ValueContext(@Nullable ZoneId zone, TypeOptions types) {

    /** No time zone, and every option at its default. */
    public static final ValueContext DEFAULT =
            new ValueContext(null, new TypeOptions(ZeroDates.ERROR, false, false, List.of()));

    static final String NO_ZONE = "the session's time zone is unknown; set it with the option timeZone, for example"
            + " timeZone=+00:00, or with SET time_zone";

    public static ValueContext of(MySqlOptions options) {
        return new ValueContext(TimeZones.of(options.session().timeZone()), options.types());
    }

    /** This context with the time zone that the server reported. */
    public ValueContext withTimeZone(String timeZone) {
        return new ValueContext(TimeZones.of(timeZone), types);
    }

    /** The codec for exactly this type; {@code null} if there is none. */
    @SuppressWarnings("unchecked") // a codec is for its type
    <T> @Nullable Codec<T> codecFor(Class<T> type) {
        for (Codec<?> codec : types.codecs()) {
            if (codec.type() == type) {
                return (Codec<T>) codec;
            }
        }
        return null;
    }

    /** The codec for this value: the codec for its class, or else the first codec for a supertype. */
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
