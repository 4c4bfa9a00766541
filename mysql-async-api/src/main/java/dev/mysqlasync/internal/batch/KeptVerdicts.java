package dev.mysqlasync.internal.batch;

import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.session.StatementKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the server has reported about the tables of a connection's batches.
 *
 * <p>A verdict is kept for at most {@link #LIFETIME}. It ends earlier if the session does anything but read and write
 * rows, changes its schema or {@code sql_mode}, or is reset. No server reports what other sessions do to a table, its
 * triggers or its privileges; only another query could tell. So a kept verdict can be wrong for that time.
 *
 * <p>Rows are then still stored exactly once, because no row is executed again before the table is checked again. But
 * if the table has become nontransactional meanwhile, the rows may have been checked less strictly than alone.
 *
 * <p>Used on the connection's I/O thread.
 */
public final class KeptVerdicts {

    static final Duration LIFETIME = Duration.ofSeconds(1);

    private static final int MOST = 64;

    /**
     * @param text the statement and the session settings that it depends on
     * @param changes how many statements had run that may leave session state behind or change a table
     */
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
