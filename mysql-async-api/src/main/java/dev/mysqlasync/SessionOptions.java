package dev.mysqlasync;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options that concern the session on the server; where one is {@code null}, the server's own setting stays.
 *
 * @param autocommit how transactions begin and end
 * @param collation the connection's collation, always one of utf8mb4
 * @param sqlMode the {@code sql_mode}, a list of modes with commas between
 * @param timeZone the {@code time_zone}, as the server takes it
 * @param isolation the isolation level of the session's transactions
 * @param lockWaitTimeout how long a statement waits for a row lock
 * @param foundRows whether affected rows count the rows that matched, instead of those that changed
 * @param multiStatements whether one text may hold several statements
 * @param pipelining whether statements are sent before those before them are answered
 * @param initStatements statements run on each new connection, in this order, after all other settings
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
        Pipelining pipelining,
        List<String> initStatements) {

    public SessionOptions {
        initStatements = List.copyOf(initStatements);
    }

    /** Everything but the text of the statements, which may hold secrets. */
    @Override
    public String toString() {
        return "autocommit=" + autocommit + ", collation=" + collation + ", sqlMode=" + sqlMode + ", timeZone="
                + timeZone
                + ", isolation=" + isolation + ", lockWaitTimeout=" + lockWaitTimeout + ", foundRows=" + foundRows
                + ", multiStatements=" + multiStatements
                + ", pipelining=" + pipelining
                + ", initStatements=" + initStatements.size();
    }
}
