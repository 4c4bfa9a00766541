package dev.mysqlasync.internal.stream;

import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.ConnectionEngine;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.command.SimpleRequest;
import dev.mysqlasync.internal.session.CursorStatement;
import dev.mysqlasync.internal.statement.Executions;
import dev.mysqlasync.protocol.ComStmtFetch;
import dev.mysqlasync.protocol.ComStmtReset;
import dev.mysqlasync.protocol.OkPacket;
import dev.mysqlasync.protocol.RowLayout;
import dev.mysqlasync.protocol.RowView;
import dev.mysqlasync.protocol.StatusFlag;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose rows stay on the server in a read-only cursor, and are fetched in parts. Each fetch is a request of
 * its own, so other statements can run in between. The next fetch is sent when half of the previous one is taken. So
 * the driver holds at most one and a half times the fetch size.
 *
 * <p>It is limited in bytes, too. Beyond {@link RowBacklog#FULL} and one row, the rest of a fetch waits at the server,
 * and so do later requests. The server's answer tells whether it opened a cursor. If not, the results follow at once
 * and are taken as those of any statement.
 */
public final class ServerCursor implements RowSource, ResultTaker {

    /** The states of a cursor. */
    private enum State {
        /** The statement is under way, or its results arrive without a cursor. Exits: {@link #OPEN}, {@link #OVER}. */
        OPENING,
        /** The server holds rows. Exits: {@link #EXHAUSTED}, {@link #OVER}. */
        OPEN,
        /** All rows are fetched, and some are not taken yet. Exit: {@link #OVER}. */
        EXHAUSTED,
        /** The end was reported to the taker, or the taker wants no more rows. No exit. */
        OVER
    }

    private final Statement statement;
    private final StatementRunner runner;
    private final ConnectionEngine engine;
    private final ResultTaker taker;
    private final @Nullable Duration timeout; // for the execution, and for each fetch
    private final CursorStatement loan;
    private final StreamingRequest opening;
    private final Deque<byte[]> held = new ArrayDeque<>();
    private long heldBytes;
    private State state = State.OPENING;
    private @Nullable RowView row;
    private boolean cameWithRows;
    private boolean cursorOpen;
    private boolean wanted = true;
    private @Nullable FetchRequest fetch;
    private @Nullable OkPacket lastEnd;

    public ServerCursor(Statement statement, ResultTaker taker, StatementRunner runner, @Nullable Duration timeout) {
        this.statement = statement;
        this.runner = runner;
        this.engine = runner.engine();
        this.taker = taker;
        this.timeout = timeout;
        this.loan = new CursorStatement(engine.sessionState().statements());
        this.opening = new StreamingRequest(Executions.ofCursor(statement, loan), this, runner, timeout);
    }

    // --- for the taker ---------------------------------------------------------------------------------------------

    @Override
    public void start() {
        opening.start();
    }

    @Override
    public void demanded() {
        if (state == State.OPENING) {
            opening.demanded();
        } else {
            wanted = true;
            deliver();
        }
    }

    @Override
    public void cancelled() {
        opening.cancelled();
        engine.ioThread().execute(this::abandon);
    }

    /** Whether only the server has some of the rows. Called on the I/O thread. */
    boolean isOpen() {
        return state == State.OPEN;
    }

    private void abandon() {
        State before = state;
        if (before == State.OPEN || before == State.EXHAUSTED) {
            over(null);
        }
    }

    // --- the answer to the execution -------------------------------------------------------------------------------

    @Override
    public void columns(RowLayout layout) {
        row = new RowView(layout);
        cameWithRows = false;
        taker.columns(layout);
    }

    @Override
    public boolean row(RowView row) {
        cameWithRows = true;
        return taker.row(row);
    }

    @Override
    public void endOfRows(OkPacket end) {
        boolean exists = (end.statusFlags() & StatusFlag.SERVER_STATUS_CURSOR_EXISTS) != 0;
        cursorOpen = exists && !cameWithRows && !end.hasMoreResults();
        if (!cursorOpen) {
            taker.endOfRows(end);
        }
    }

    @Override
    public void ok(OkPacket ok) {
        taker.ok(ok);
    }

    @Override
    public void end(@Nullable Throwable failure) {
        if (failure == null && cursorOpen && opening.isCancelled()) {
            over(null);
        } else if (failure == null && cursorOpen) {
            state = State.OPEN;
            deliver();
        } else {
            over(failure);
        }
    }

    // --- fetching --------------------------------------------------------------------------------------------------

    private void deliver() {
        while (wanted && !held.isEmpty() && state != State.OVER) {
            byte[] bytes = held.remove();
            heldBytes -= sizeOf(bytes);
            row().wrap(bytes, 0, bytes.length);
            wanted = taker.row(row());
        }
        if (state == State.EXHAUSTED && held.isEmpty()) {
            taker.endOfRows(Objects.requireNonNull(lastEnd));
            over(null);
        } else if (state == State.OPEN && heldBytes <= RowBacklog.FULL / 2) {
            readOn();
        }
    }

    private static long sizeOf(byte[] row) {
        return (long) row.length + RowBacklog.OVERHEAD;
    }

    private void readOn() {
        if (fetch != null) {
            fetch.resume();
        } else if (held.size() <= statement.fetchSize() / 2) {
            fetch();
        }
    }

    private void fetch() {
        ComStmtFetch command = new ComStmtFetch(loan.handle().statementId(), statement.fetchSize());
        FetchRequest next =
                new FetchRequest(statement.sql(), command, row().layout(), this::fetched, engine::resumeRows);
        fetch = next;
        CompletableFuture<?> unused = next.future().whenComplete(this::fetchEnded);
        runner.submitFollowing(next, timeout);
    }

    /** Whether there is room for more rows. */
    private boolean fetched(RowView fetched) {
        if (wanted && held.isEmpty()) {
            wanted = taker.row(fetched);
        } else {
            byte[] bytes = Arrays.copyOfRange(fetched.buffer(), fetched.from(), fetched.to());
            held.add(bytes);
            heldBytes += sizeOf(bytes);
        }
        return heldBytes < RowBacklog.FULL;
    }

    private void fetchEnded(@Nullable OkPacket end, @Nullable Throwable failure) {
        fetch = null;
        if (state == State.OVER) {
            return;
        }
        if (end == null) {
            over(failure);
            return;
        }
        if (isLast(end)) {
            cursorOpen = false;
            lastEnd = end;
            state = State.EXHAUSTED;
        }
        deliver();
    }

    private static boolean isLast(OkPacket end) {
        return (end.statusFlags() & StatusFlag.SERVER_STATUS_LAST_ROW_SENT) != 0
                || (end.statusFlags() & StatusFlag.SERVER_STATUS_CURSOR_EXISTS) == 0;
    }

    private RowView row() {
        return Objects.requireNonNull(row);
    }

    // --- the end ---------------------------------------------------------------------------------------------------

    /** Releases the cursor on the server, then tells the taker. */
    private void over(@Nullable Throwable failure) {
        boolean fetchFailed = state == State.OPEN && failure != null;
        state = State.OVER;
        held.clear();
        heldBytes = 0;
        if (fetchFailed) {
            engine.close(loan.giveUp()); // the state of its cursor is unknown
            taker.end(failure);
        } else if (cursorOpen) {
            closeCursor();
        } else {
            engine.close(loan.giveBack());
            taker.end(failure);
        }
    }

    private void closeCursor() {
        FetchRequest unwanted = fetch;
        if (unwanted != null) {
            engine.intake().cancelled(unwanted); // if it was sent already, the reset comes after it
            unwanted.resume();
        }
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        CompletableFuture<?> unused = closed.whenComplete((done, failure) -> {
            engine.close(failure == null ? loan.giveBack() : loan.giveUp());
            taker.end(null);
        });
        ComStmtReset command = new ComStmtReset(loan.handle().statementId());
        SimpleRequest reset = new SimpleRequest(command, closed, Runnable::run);
        runner.submitFollowing(reset, timeout);
        engine.intake().hurry(reset); // nobody waits for it
    }
}
