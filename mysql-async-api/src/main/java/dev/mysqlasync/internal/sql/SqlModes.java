package dev.mysqlasync.internal.sql;

import dev.mysqlasync.protocol.StatusFlag;

/**
 * The parts of a session's {@code sql_mode} that decide where a string ends.
 *
 * @param noBackslashEscapes whether a backslash in a string is a character like any other
 * @param ansiQuotes whether {@code "…"} is an identifier instead of a string
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/sql-mode.html">Server SQL Modes</a>
 */
public record SqlModes(boolean noBackslashEscapes, boolean ansiQuotes) {

    /** Neither mode, as a server starts. */
    public static final SqlModes DEFAULT = new SqlModes(false, false);

    /** The modes that an OK packet's status flags tell of. MySQL keeps ANSI_QUOTES to itself. */
    public static SqlModes of(int statusFlags) {
        return new SqlModes(
                (statusFlags & StatusFlag.SERVER_STATUS_NO_BACKSLASH_ESCAPES) != 0,
                (statusFlags & StatusFlag.MARIADB_STATUS_ANSI_QUOTES) != 0);
    }
}
