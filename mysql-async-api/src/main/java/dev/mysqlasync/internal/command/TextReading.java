package dev.mysqlasync.internal.command;

import dev.mysqlasync.internal.sql.RecentTraits;
import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.internal.wire.Turns;

/** Reads the texts of one connection's statements, long ones on another thread. Used on the connection's I/O thread. */
final class TextReading {

    /** The length of a long text, in characters. Reading one takes milliseconds. */
    private static final int LONG_TEXT = 1 << 18;

    private final Turns turns;
    private final RecentTraits recent = new RecentTraits();
    private boolean reading;

    TextReading(Turns turns) {
        this.turns = turns;
    }

    StatementTraits traits(String sql, SqlModes modes) {
        return recent.of(sql, modes);
    }

    /**
     * Whether the traits of the request's text are known, or the text is short. Otherwise another thread reads it, and
     * a turn follows.
     */
    boolean isRead(Request<?> request, CommandPipeline pipeline) {
        String sql = request.sql();
        if (sql == null || sql.length() < LONG_TEXT || request.knowsTraits(pipeline)) {
            return true;
        }
        if (!reading) {
            reading = true;
            StatementTraits traits = StatementTraits.of(sql, pipeline.sqlModes());
            turns.compute(() -> {
                traits.read();
                turns.run(() -> {
                    reading = false;
                    request.traits(traits);
                });
            });
        }
        return false;
    }
}
