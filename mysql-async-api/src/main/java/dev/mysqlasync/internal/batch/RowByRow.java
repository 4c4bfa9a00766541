package dev.mysqlasync.internal.batch;

import dev.mysqlasync.BatchResult.Strategy;
import dev.mysqlasync.MySqlLimitException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.internal.session.PreparedHandle;
import dev.mysqlasync.internal.statement.HandleErrors;
import dev.mysqlasync.internal.value.ParameterClasses;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.PacketTooLargeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Executes the rows of a batch one by one. As many executions are under way as the pipeline allows. One turn encodes
 * only so many rows and bytes that the other connections of the I/O thread do not wait long.
 */
final class RowByRow {

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_ROWS = 1 << 12;

    private final BatchRequest batch;
    private final BatchStretch rows;
    private final boolean changesZone;
    private final BatchAnswer sum = BatchAnswer.sum();
    private final Deque<Integer> again = new ArrayDeque<>(); // in their order
    private final Map<Integer, ErrPacket> sentAgain = new HashMap<>(); // why rows were sent again, or are to be
    private final Set<PreparedHandle> spoilt = new HashSet<>();
    private int next;
    private long bytes;
    private boolean preparing;
    private boolean full;
    private boolean stopped;

    RowByRow(BatchRequest batch, BatchStretch rows) {
        this.batch = batch;
        this.rows = rows;
        this.changesZone = batch.mayChangeZone();
        this.next = rows.from();
    }

    /** Sends what may be sent now; when nothing is left, the batch goes on. */
    void sendNext() {
        while (maySend()) {
            send(again.isEmpty() ? next++ : again.remove());
        }
        if (batch.open() == 0) {
            end();
        }
    }

    private void end() {
        if (next > rows.from()) {
            batch.report().add(Strategy.PIPELINED, rows.from(), next - rows.from(), sum);
        }
        if (stopped) {
            batch.stop();
        }
        batch.runNext();
    }

    /** Rows that must be sent again go first, and only when no other row could overtake them. */
    private boolean maySend() {
        if (stopped || preparing || !batch.isWanted() || (next == rows.to() && again.isEmpty())) {
            return false;
        }
        return batch.open() == 0 || (again.isEmpty() && !changesZone && hasRoom());
    }

    /**
     * If there is no room, half of the executions must be answered first. Otherwise each answer would cause a write of
     * its own.
     */
    private boolean hasRoom() {
        int limit = Math.min(MOST_ROWS, batch.pipeline().limitOfStatements());
        full = full ? batch.open() > limit / 2 || bytes > MOST_BYTES / 2 : batch.open() >= limit || bytes >= MOST_BYTES;
        return !full;
    }

    private void send(int row) {
        if (changesZone) {
            batch.rows().begin(batch.pipeline().session().values());
        }
        List<@Nullable Object> values = batch.rows().values(row);
        byte[] classes = ParameterClasses.of(values.toArray());
        PreparedHandle handle = batch.handles().find(classes);
        if (handle == null) {
            prepareFor(row);
            return;
        }
        try {
            batch.execute(
                    new ComStmtExecute(handle.statementId(), false, values, batch.attributes()),
                    handle::reader,
                    answer -> answered(row, handle, answer));
            bytes += batch.rows().size(row);
            handle.usedWith(classes);
        } catch (PacketTooLargeException e) {
            batch.report().failed(row, MySqlLimitException.commandTooLarge(e.size(), e.limit()));
        }
    }

    private void prepareFor(int row) {
        preparing = true;
        again.addFirst(row);
        batch.handles().prepare(this::prepared, error -> refused(row, error));
    }

    private void prepared() {
        preparing = false;
        sendNext();
    }

    /** If no row was executed yet, this is the failure of the statement. */
    private void refused(int row, ErrPacket error) {
        preparing = false;
        again.remove();
        if (batch.report().settled() == 0) {
            batch.giveUp(batch.error(error));
            return;
        }
        failed(row, error);
        stopped = true;
        sendNext();
    }

    private void answered(int row, PreparedHandle handle, BatchAnswer answer) {
        bytes -= batch.rows().size(row);
        ErrPacket error = answer.error();
        if (error == null) {
            batch.report().ran(row, answer.affectedRows());
            sum.add(answer);
            overtook(row);
        } else if (HandleErrors.isOutOfDate(error) && sentAgain.putIfAbsent(row, error) == null) {
            batch.handles().forget(handle);
            again.add(row);
        } else if (HandleErrors.mayHaveSpoilt(error, batch.pipeline())) {
            valueRefused(row, handle, error);
        } else {
            failed(row, error);
        }
        sendNext();
    }

    /**
     * A handle that has refused a value may refuse others that it would have taken before. So a row that fails on such a handle is
     * sent again with another one.
     */
    private void valueRefused(int row, PreparedHandle handle, ErrPacket error) {
        batch.handles().forget(handle);
        if (!spoilt.add(handle) && sentAgain.putIfAbsent(row, error) == null) {
            again.add(row);
        } else {
            failed(row, error);
        }
    }

    /** Earlier rows that wait to be sent again are too late, because rows are executed in order. */
    private void overtook(int row) {
        while (!again.isEmpty() && again.element() < row) {
            int late = again.remove();
            failed(late, Objects.requireNonNull(sentAgain.get(late)));
        }
    }

    private void failed(int row, ErrPacket error) {
        MySqlServerException failure = batch.error(error);
        batch.report().failed(row, failure);
        if (BatchErrors.endsBatch(failure) || batch.report().isFull()) {
            stopped = true;
        }
    }
}
