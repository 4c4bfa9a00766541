package dev.mysqlasync.internal.session;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells one server from another, as SQL that any of them can answer for itself.
 *
 * @param value what the server has said, without a character that means something in a literal
 */
public record ServerIdentity(Kind kind, String value) {

    /** A way in which servers can be told apart. */
    enum Kind {
        /** MySQL's. */
        UUID("@@server_uuid"),
        /** MariaDB's, of the versions that have one. */
        UID("@@server_uid"),
        /** Of those that have neither. */
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

    /** The identity that a server told, if that can be one. */
    static @Nullable ServerIdentity of(Kind kind, String value) {
        return PLAIN.matcher(value).matches() ? new ServerIdentity(kind, value) : null;
    }

    /** An expression that is the number on this server, and 0 on any other. */
    public String guarded(long number) {
        return "IF(" + kind.sql() + " = '" + value + "', " + number + ", 0)";
    }
}
