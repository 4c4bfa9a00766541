package dev.mysqlasync.internal.session;

import dev.mysqlasync.Row;
import dev.mysqlasync.protocol.Greeting;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the server says about itself within the session. The greeting, in contrast, can come from a proxy.
 *
 * @param connectionId the ID that {@code KILL} accepts
 * @param version the server's version
 * @param comment its {@code version_comment}
 * @param sqlMode the session's initial {@code sql_mode}
 * @param timeZone the session's initial {@code time_zone}
 * @param maxAllowedPacket the largest packet that the server accepts, in bytes
 * @param characterSet the session's initial {@code character_set_client}
 * @param collation the session's initial {@code collation_connection}
 * @param readOnly whether the server is read-only
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

    /** The columns that the facts are read from. */
    static final String COLUMNS = "CONNECTION_ID(), VERSION(), @@version_comment, @@session.sql_mode,"
            + " @@session.time_zone, @@max_allowed_packet, @@character_set_client, @@collation_connection,"
            + " @@read_only, @@innodb_read_only";

    /** The number of these columns. */
    static final int COUNT = 10;

    /** Aurora and other servers without support for pipelining call themselves a source distribution. */
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
     * Whether the greeting came from the server that executes the statements: it has the same connection ID and
     * version, and no word of a proxy. This does not detect a proxy that passes the greeting on; see
     * {@link ServerOrigin#isAtTheEndOf}.
     */
    public boolean agreesWith(Greeting greeting) {
        String words = (comment + ' ' + version + ' ' + greeting.versionText()).toLowerCase(Locale.ROOT);
        return connectionId == greeting.connectionId()
                && version.equals(greeting.versionText())
                && !NOT_DIRECT.matcher(words).find();
    }
}
