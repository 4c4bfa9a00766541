package dev.mysqlasync.internal.session;

import dev.mysqlasync.Row;
import dev.mysqlasync.protocol.Greeting;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a server says of itself in the session, as opposed to the greeting, which may be a proxy's.
 *
 * @param connectionId the id that {@code KILL} knows the connection by
 * @param version the server's version
 * @param comment its {@code version_comment}
 * @param sqlMode the session's {@code sql_mode} as it begins
 * @param timeZone the session's {@code time_zone} as it begins
 * @param maxAllowedPacket the longest packet it takes, in bytes
 * @param characterSet the session's {@code character_set_client} as it begins
 * @param collation the session's {@code collation_connection} as it begins
 * @param readOnly whether the server takes no writes
 */
public record ServerFacts(
        long connectionId,
        String version,
        String comment,
        String sqlMode,
        String timeZone,
        long maxAllowedPacket,
        String characterSet,
        String collation,
        boolean readOnly) {

    static final ServerFacts UNKNOWN = new ServerFacts(0, "", "", "", "", Long.MAX_VALUE, "", "", false);

    /** The columns that they are read from. */
    static final String COLUMNS = "CONNECTION_ID(), VERSION(), @@version_comment, @@session.sql_mode,"
            + " @@session.time_zone, @@max_allowed_packet, @@character_set_client, @@collation_connection,"
            + " @@read_only, @@innodb_read_only";

    /** How many these are. */
    static final int COUNT = 10;

    /** Aurora and others that take no pipelining call themselves a distribution of the source. */
    private static final Pattern NOT_DIRECT =
            Pattern.compile("proxy|maxscale|router|vitess|tidb|aurora|source distribution");

    static ServerFacts of(Row row) {
        return new ServerFacts(
                row.getLong(0),
                text(row, 1),
                text(row, 2),
                text(row, 3),
                text(row, 4),
                row.getLong(5),
                text(row, 6),
                text(row, 7),
                isOn(row, 8) || isOn(row, 9));
    }

    private static boolean isOn(Row row, int index) {
        return !row.isNull(index) && row.getLong(index) != 0;
    }

    static String text(Row row, int index) {
        String text = row.getString(index);
        return text == null ? "" : text;
    }

    /**
     * Whether the greeting came from the very server that runs the statements: same connection id, same version, and
     * no word of a proxy. A proxy that passes the greeting on is not found out by this; see {@link ServerOrigin#isAtTheEndOf}.
     */
    public boolean agreesWith(Greeting greeting) {
        String words = (comment + ' ' + version + ' ' + greeting.versionText()).toLowerCase(Locale.ROOT);
        return connectionId == greeting.connectionId()
                && version.equals(greeting.versionText())
                && !NOT_DIRECT.matcher(words).find();
    }
}
