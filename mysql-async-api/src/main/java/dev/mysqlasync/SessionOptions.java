package dev.mysqlasync;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the session on the server. Where one is {@code null}, the server's own setting stays.
 *
 * @param autocommit how transactions begin and end
 * @param collation the connection's collation, always one of utf8mb4
 * @param sqlMode the {@code sql_mode}, modes with commas between
 * @param timeZone the {@code time_zone}; UTC is {@code +00:00}
 * @param isolation the isolation level of the session's transactions
 * @param lockWaitTimeout the time that a statement waits for a row lock, in whole seconds
 * @param foundRows whether affected rows count the rows that an UPDATE matched, instead of those that it changed
 * @param multiStatements whether one text may hold several statements
 * @param localInfile whether statements may send a file for LOAD DATA LOCAL
 * @param pipelining whether statements are sent before earlier ones are answered
 * @param initStatements the statements that run on each new connection, after all other settings, in this order
 */
@SuppressWarnings("exports") // @Nullable is for tools; who compiles against this needs no JSpecify
public record SessionOptions(
        Autocommit autocommit,
        @Nullable String collation,
        @Nullable String sqlMode,
        @Nullable String timeZone,
        @Nullable IsolationLevel isolation,
        @Nullable Duration lockWaitTimeout,
        boolean foundRows,
        boolean multiStatements,
        boolean localInfile,
        Pipelining pipelining,
        List<String> initStatements) {

    public SessionOptions {
        initStatements = List.copyOf(initStatements);
    }

    /** The settings, with the number of the statements instead of their text, which may hold secrets. */
    @Override
    public String toString() {
        return "autocommit=" + autocommit + ", collation=" + collation + ", sqlMode=" + sqlMode + ", timeZone="
                + timeZone
                + ", isolation=" + isolation + ", lockWaitTimeout=" + lockWaitTimeout + ", foundRows=" + foundRows
                + ", multiStatements=" + multiStatements + ", localInfile=" + localInfile + ", pipelining=" + pipelining
                + ", initStatements=" + initStatements.size();
    }
}
