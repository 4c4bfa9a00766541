package dev.mysqlasync.internal.batch;

import dev.mysqlasync.BatchResult.Strategy;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.sql.InsertText;
import dev.mysqlasync.internal.sql.SqlModes;
import dev.mysqlasync.internal.value.ParameterClasses;
import dev.mysqlasync.protocol.BulkRowEncoder;
import dev.mysqlasync.protocol.BulkRows;
import dev.mysqlasync.protocol.Capability;
import dev.mysqlasync.protocol.ComQuery;
import dev.mysqlasync.protocol.ComStmtBulkExecute;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.PayloadWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Executes many rows of an INSERT with one command.
 *
 * <p>MariaDB has a command for this, in which a parameter has one type in all rows. On other servers, and for rows of
 * mixed types, the rows become literals of one INSERT. The alternative would be an INSERT with parameters for many
 * rows. It takes two round trips instead of one, and more of the server's time and memory than the text. The answer to
 * PREPARE describes each parameter of each row. It allows 65535 parameters in all. Each number of rows and each change
 * of types needs another PREPARE.
 */
final class TogetherRun {

    /** The maximum size of a command. Longer commands gain nothing and are held in memory several times. */
    private static final int LONG_ENOUGH = 1 << 20;

    /** If the types change after fewer rows than this, literals are better. */
    private static final int WORTH_A_BULK = 16;

    private static final int TYPE_LENGTH = 2;
    private static final int BULK_HEAD = 7;

    private final BatchRequest batch;
    private final InsertText insert;
    private final TableCheck table;
    private final SqlModes modes;
    private final long room;
    private final boolean updates;
    private boolean bulk;

    TogetherRun(BatchRequest batch, InsertText insert, TableCheck table) {
        this.batch = batch;
        this.insert = insert;
        this.table = table;
        this.modes = batch.pipeline().sqlModes();
        this.room = Math.min(LONG_ENOUGH, batch.maxCommand() - 1);
        this.updates = insert.tail().toUpperCase(Locale.ROOT).contains("DUPLICATE");
        this.bulk = batch.rows().width() > 0
                && Capability.has(batch.pipeline().capabilities(), Capability.MARIADB_CLIENT_STMT_BULK_OPERATIONS);
    }

    /** Executes as many of these rows as one command accepts; the others follow. */
    void run(BatchStretch rows) {
        if (bulk) {
            fill(new BulkRowEncoder(batch.rows().width(), room), rows);
        } else {
            runText(rows);
        }
    }

    /** Adds rows, turn by turn, until all are added or one does not fit. It ends early if the batch is cancelled. */
    private void fill(BatchStretch rows, int from, Predicate<List<@Nullable Object>> add, IntConsumer done) {
        int turn = batch.rows().endOfTurn(from, rows.to());
        int next = from;
        while (next < turn && add.test(batch.rows().values(next))) {
            next++;
        }
        if (next == turn && next < rows.to()) {
            batch.inAnotherTurn(() -> fill(rows, turn, add, done));
        } else {
            done.accept(next);
        }
    }

    // --- the bulk command ------------------------------------------------------------------------------------------

    private void fill(BulkRowEncoder encoder, BatchStretch rows) {
        fill(rows, rows.from(), encoder::add, end -> {
            BulkRows fitting = encoder.finish();
            if (isWorthwhile(fitting, rows)) {
                runBulk(fitting, rows);
            } else {
                runText(rows);
            }
        });
    }

    private boolean isWorthwhile(BulkRows fitting, BatchStretch rows) {
        int count = fitting.count();
        return count == rows.count() || count >= WORTH_A_BULK || (count > 1 && isFull(rows.from(), count));
    }

    /** Whether the next row was not added because of its size. */
    private boolean isFull(int from, int count) {
        long length = BULK_HEAD + (long) TYPE_LENGTH * batch.rows().width();
        for (int row = from; row <= from + count; row++) {
            length += batch.rows().width() + batch.rows().size(row);
        }
        return length > room;
    }

    private void runBulk(BulkRows values, BatchStretch rows) {
        byte[] classes = ParameterClasses.of(batch.rows().values(rows.from()).toArray());
        PreparedHandle handle = batch.handles().find(classes);
        if (handle == null) {
            batch.handles().prepare(() -> runBulk(values, rows), error -> fallBackToText(rows));
            return;
        }
        begin(rows, values.count());
        BatchStretch taken = taken(rows, values.count());
        batch.execute(
                new ComStmtBulkExecute(handle.statementId(), false, values),
                handle::reader,
                answer -> answeredBulk(taken, handle, answer));
        handle.usedWith(classes);
    }

    private void answeredBulk(BatchStretch rows, PreparedHandle handle, BatchAnswer answer) {
        ErrPacket error = answer.error();
        if (error != null && BatchErrors.isOfBulk(error.code())) {
            batch.handles().forget(handle);
            fallBackToText(rows);
        } else {
            answered(rows, Strategy.BULK, answer);
        }
    }

    /** None of the rows was executed. If the statement is wrong, its text causes the same error. */
    private void fallBackToText(BatchStretch rows) {
        bulk = false;
        batch.runFirst(List.of(rows));
    }

    // --- the rewritten statement -----------------------------------------------------------------------------------

    private void runText(BatchStretch rows) {
        InsertRendering text = new InsertRendering(insert, modes, room - besideTheText());
        fill(rows, rows.from(), text::add, end -> runText(text, taken(rows, end - rows.from()), rows));
    }

    private int besideTheText() {
        PayloadWriter command = new PayloadWriter();
        new ComQuery("", batch.attributes()).encode(command, batch.pipeline().capabilities());
        return command.size();
    }

    private void runText(InsertRendering text, BatchStretch taken, BatchStretch rows) {
        if (taken.count() < 2) {
            BatchStretch alone = new BatchStretch(rows.from(), rows.from() + 1, false);
            batch.runFirst(List.of(alone, new BatchStretch(alone.to(), rows.to(), true)));
            return;
        }
        begin(rows, taken.count());
        Consumer<BatchAnswer> answered = answer -> answered(taken, Strategy.REWRITTEN, answer);
        batch.execute(new ComQuery(text.sql(), batch.attributes()), BatchRequest::textReader, answered);
    }

    // --- the outcome -----------------------------------------------------------------------------------------------

    private static BatchStretch taken(BatchStretch rows, int count) {
        return new BatchStretch(rows.from(), rows.from() + count, true);
    }

    private void begin(BatchStretch rows, int count) {
        batch.later(new BatchStretch(rows.from() + count, rows.to(), true));
    }

    private void answered(BatchStretch rows, Strategy strategy, BatchAnswer answer) {
        ErrPacket error = answer.error();
        if (error != null) {
            failed(rows, error);
            return;
        }
        boolean oneEach = !updates && answer.affectedRows() == rows.count();
        batch.report().ranTogether(rows, strategy, answer, oneEach);
        batch.runNext();
    }

    private void failed(BatchStretch rows, ErrPacket error) {
        MySqlServerException failure = batch.error(error);
        if (BatchErrors.endsBatch(failure)) {
            batch.report().failedTogether(rows, failure);
            batch.stop();
            batch.runNext();
        } else if (BatchErrors.isOfRow(failure) || batch.report().settled() > 0) {
            refused(rows, failure);
        } else {
            suspect(rows, failure);
        }
    }

    /**
     * Handles an error that may concern a row or the statement, because no list has all codes. A wrong statement cannot
     * be prepared either, and PREPARE has no other effect.
     */
    private void suspect(BatchStretch rows, MySqlServerException failure) {
        batch.suspect(failure);
        byte[] classes = ParameterClasses.of(batch.rows().values(rows.from()).toArray());
        if (batch.handles().find(classes) != null) {
            refused(rows, failure);
        } else {
            batch.handles().prepare(() -> refused(rows, failure), refusal -> batch.giveUp(failure));
        }
    }

    /** A kept verdict is checked again before a row is executed again, or reported as not stored. */
    private void refused(BatchStretch rows, MySqlServerException failure) {
        if (table.isKept()) {
            table.askAnew(now -> refused(rows, failure, now.takesRowsTogether()));
        } else {
            refused(rows, failure, true);
        }
    }

    private void refused(BatchStretch rows, MySqlServerException failure, boolean isAsItWas) {
        if (!isAsItWas) {
            batch.giveUp(failure); // it is unknown which rows are stored
        } else if (table.verdict().forgetsFailures()) {
            batch.runFirst(rows.pieces());
        } else {
            batch.report().failedTogether(rows, failure);
            batch.runNext();
        }
    }
}
