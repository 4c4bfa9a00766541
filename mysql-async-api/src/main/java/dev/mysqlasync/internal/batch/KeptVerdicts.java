package dev.mysqlasync.internal.batch;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.session.StatementKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server has said of the tables that a connection's batches are for.
 *
 * <p>A verdict is kept until the session does anything but read and write rows, changes its schema or {@code sql_mode}, or starts
 * over, and for {@link #LIFETIME} at most. For what other sessions do to a table, its triggers or privileges on them nobody tells,
 * and nothing short of asking again proves that they did nothing. So a kept verdict may be wrong for that long. Then rows are in
 * the table once all the same, since nothing is run again before the table was looked at anew; but in a table that
 * has lost its transactions meanwhile, they may have been checked less strictly than alone.
 *
 * <p>Used on the connection's I/O thread.
 */
public final class KeptVerdicts {

    static final Duration LIFETIME = Duration.ofSeconds(1);

    private static final int MOST = 64;

    /** @param changes how many statements had run that may leave anything in the session or change a table */
    private record Question(StatementKey text, int changes) {}

    private final Map<Question, TableCheck.Verdict> kept = new HashMap<>();

    TableCheck.@Nullable Verdict find(CommandPipeline pipeline, String question) {
        return kept.get(question(pipeline, question));
    }

    void keep(CommandPipeline pipeline, String question, TableCheck.Verdict verdict) {
        if (kept.isEmpty()) {
            pipeline.turns().schedule(LIFETIME, kept::clear);
        }
        if (kept.size() < MOST) {
            kept.put(question(pipeline, question), verdict);
        }
    }

    private static Question question(CommandPipeline pipeline, String question) {
        return new Question(
                pipeline.session().key(question), pipeline.session().dirtiness().changes());
    }
}
