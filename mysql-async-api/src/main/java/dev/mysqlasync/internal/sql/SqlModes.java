package dev.mysqlasync.internal.sql;

import dev.mysqlasync.protocol.StatusFlag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a session's {@code sql_mode} that decide where a token ends and what a parameter is. PIPES_AS_CONCAT,
 * IGNORE_SPACE and HIGH_NOT_PRECEDENCE change what a token means, but not where it ends.
 *
 * @param noBackslashEscapes whether a backslash in a string is an ordinary character
 * @param ansiQuotes whether {@code "…"} is an identifier, not a string
 * @param brackets whether {@code […]} is an identifier: MariaDB's MSSQL mode
 * @param colons whether the server also reads {@code :1} and {@code :a} as parameters: MariaDB's ORACLE mode
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/sql-mode.html">MySQL Reference Manual, Server SQL Modes</a>
 * @see <a href="https://mariadb.com/kb/en/sql-mode/">MariaDB Documentation, SQL_MODE</a>
 */
public record SqlModes(boolean noBackslashEscapes, boolean ansiQuotes, boolean brackets, boolean colons) {

    /** The status flags that report modes. */
    public static final int FLAGS =
            StatusFlag.SERVER_STATUS_NO_BACKSLASH_ESCAPES | StatusFlag.MARIADB_STATUS_ANSI_QUOTES;

    /** No modes, a server's default. */
    public static final SqlModes DEFAULT = new SqlModes(false, false);

    SqlModes(boolean noBackslashEscapes, boolean ansiQuotes) {
        this(noBackslashEscapes, ansiQuotes, false, false);
    }

    /**
     * The modes that a server reported.
     *
     * @param statusFlags the flags of an OK packet. MySQL does not report ANSI_QUOTES in them, and no server reports
     *     the modes of other databases
     * @param sqlMode the last reported value of the variable; {@code null} if the server never reported it
     */
    public static SqlModes of(int statusFlags, @Nullable String sqlMode) {
        boolean noBackslashEscapes = (statusFlags & StatusFlag.SERVER_STATUS_NO_BACKSLASH_ESCAPES) != 0;
        boolean ansiQuotes = (statusFlags & StatusFlag.MARIADB_STATUS_ANSI_QUOTES) != 0;
        if (sqlMode == null || sqlMode.isEmpty()) {
            return new SqlModes(noBackslashEscapes, ansiQuotes);
        }
        return new SqlModes(
                noBackslashEscapes,
                ansiQuotes || has(sqlMode, "ANSI_QUOTES"),
                has(sqlMode, "MSSQL"),
                has(sqlMode, "ORACLE"));
    }

    private static boolean has(String sqlMode, String mode) {
        return Arrays.asList(sqlMode.split(",")).contains(mode);
    }
}
