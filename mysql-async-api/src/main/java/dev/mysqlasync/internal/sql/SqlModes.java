package dev.mysqlasync.internal.sql;

import dev.mysqlasync.protocol.StatusFlag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a session's {@code sql_mode} that decide where a token ends and what a place of a parameter is. The others that
 * lexers know change what a token means, not where it is: PIPES_AS_CONCAT, IGNORE_SPACE, HIGH_NOT_PRECEDENCE.
 *
 * @param noBackslashEscapes whether a backslash in a string is a character like any other
 * @param ansiQuotes whether {@code "…"} is an identifier instead of a string
 * @param brackets whether {@code […]} is an identifier: MariaDB's MSSQL
 * @param colons whether {@code :1} and {@code :a} are places of parameters to the server, too: MariaDB's ORACLE
 * @see <a href="https://dev.mysql.com/doc/refman/9.7/en/sql-mode.html">Server SQL Modes</a>
 * @see <a href="https://mariadb.com/kb/en/sql-mode/">SQL_MODE of MariaDB</a>
 */
public record SqlModes(boolean noBackslashEscapes, boolean ansiQuotes, boolean brackets, boolean colons) {

    /** The status flags that tell of modes. */
    public static final int FLAGS =
            StatusFlag.SERVER_STATUS_NO_BACKSLASH_ESCAPES | StatusFlag.MARIADB_STATUS_ANSI_QUOTES;

    /** None of them, as a server starts. */
    public static final SqlModes DEFAULT = new SqlModes(false, false);

    SqlModes(boolean noBackslashEscapes, boolean ansiQuotes) {
        this(noBackslashEscapes, ansiQuotes, false, false);
    }

    /**
     * The modes that a server tells of.
     *
     * @param statusFlags of an OK packet; MySQL keeps ANSI_QUOTES out of it, and everybody the modes of other databases
     * @param sqlMode the variable as the server told it last; {@code null} if it never did
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
