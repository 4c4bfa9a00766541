package dev.mysqlasync.internal.session;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a server, as SQL that every server can evaluate for itself.
 *
 * @param value what the server reported; it contains no character with a meaning in a literal
 */
public record ServerIdentity(Kind kind, String value) {

    /** The ways to identify a server. */
    enum Kind {
        /** MySQL. */
        UUID("@@server_uuid"),
        /** MariaDB versions that have it. */
        UID("@@server_uid"),
        /** Servers that have neither. */
        ADDRESS("CONCAT(@@hostname, ':', @@port)");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    private static final Pattern PLAIN = Pattern.compile("[\\w.:+/=-]{1,300}");

    /** The identity that a server reported; {@code null} if it cannot be one. */
    static @Nullable ServerIdentity of(Kind kind, String value) {
        return PLAIN.matcher(value).matches() ? new ServerIdentity(kind, value) : null;
    }

    /** An expression that is the number on this server, and 0 on any other. */
    public String guarded(long number) {
        return "IF(" + kind.sql() + " = '" + value + "', " + number + ", 0)";
    }
}
