package dev.mysqlasync.internal.batch;

import dev.mysqlasync.BatchMode;
import dev.mysqlasync.BatchResult;
import dev.mysqlasync.MySqlConnectionLostException;
import dev.mysqlasync.MySqlException;
import dev.mysqlasync.MySqlServerException;
import dev.mysqlasync.MySqlTimeoutException;
import dev.mysqlasync.Statement;
import dev.mysqlasync.Written;
import dev.mysqlasync.internal.command.CommandPipeline;
import dev.mysqlasync.internal.command.CommitOutcome;
import dev.mysqlasync.internal.command.Request;
import dev.mysqlasync.internal.failure.ConnectionLoss;
import dev.mysqlasync.internal.failure.Failures;
import dev.mysqlasync.internal.failure.StatementText;
import dev.mysqlasync.internal.sql.InsertText;
import dev.mysqlasync.internal.statement.Executions;
import dev.mysqlasync.internal.statement.Preparation;
import dev.mysqlasync.internal.value.ParameterValues;
import dev.mysqlasync.protocol.ClientCommand;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.QueryAttribute;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.session.ResultSink;
import dev.mysqlasync.protocol.session.ResultsReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A batch: one statement with many rows of arguments.
 *
 * <p>It waits until no other request is under way on the connection. It then holds back later requests until its end,
 * so that nothing runs between its rows. Its rows form a list of stretches, which are executed in order. A stretch of
 * an INSERT goes in one command, as far as it fits ({@link TogetherRun}). The condition is that the table keeps nothing
 * of a failed command ({@link TableCheck}). After a failure, the stretch returns to the list in smaller pieces. All
 * other rows are executed one by one ({@link RowByRow}).
 *
 * <p>Only what is due is encoded. A command with many rows waits for the previous answer. Executions of single rows are
 * limited in number and bytes. Many rows are checked, and written into a command, in several turns
 * ({@link BatchRows#endOfTurn}).
 */
public final class BatchRequest extends Request<BatchResult> {

    private final String sql; // as the user gave it
    private final BatchRows rows;
    private final BatchMode mode;
    private final long maxCommand;
    private final KeptVerdicts verdicts;
    private final BatchReport report;
    private final Deque<BatchStretch> toDo = new ArrayDeque<>();
    private List<QueryAttribute> attributes; // for each command that supports them
    private String text; // in the form that is sent; set when the request starts
    private @Nullable CommandPipeline pipeline;
    private @Nullable BatchHandles handles;
    private @Nullable TogetherRun together;
    private @Nullable MySqlServerException suspected;
    private @Nullable Throwable failure;
    private int open;
    private boolean executed;
    private boolean commits;

    /**
     * Creates a batch.
     *
     * @param maxCommand the maximum size of a command, in bytes
     * @param maxResultBytes the memory that the result may take
     * @param verdicts what the connection's batches know about tables
     * @throws IllegalArgumentException if the statement has settings that batches do not support
     */
    public static BatchRequest of(
            Statement statement,
            BatchRows rows,
            BatchMode mode,
            long maxCommand,
            long maxResultBytes,
            KeptVerdicts verdicts,
            CompletableFuture<BatchResult> future,
            Executor callbacks) {
        require(
                statement.arguments().isEmpty() && statement.namedArguments().isEmpty(),
                "must have no arguments of its own; the rows hold the values");
        require(!statement.isRenderedByClient(), "cannot be renderedByClient");
        require(statement.localInfile() == null, "cannot have a localInfile");
        return new BatchRequest(
                statement.sql(),
                rows,
                mode,
                Executions.attributes(statement),
                maxCommand,
                maxResultBytes,
                verdicts,
                future,
                callbacks);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("the statement of a batch " + otherwise);
        }
    }

    private BatchRequest(
            String sql,
            BatchRows rows,
            BatchMode mode,
            List<QueryAttribute> attributes,
            long maxCommand,
            long maxResultBytes,
            KeptVerdicts verdicts,
            CompletableFuture<BatchResult> future,
            Executor callbacks) {
        super(future, callbacks);
        this.sql = sql;
        this.text = sql;
        this.rows = rows;
        this.mode = mode;
        this.attributes = attributes;
        this.maxCommand = maxCommand;
        this.verdicts = verdicts;
        this.report = new BatchReport(rows.count(), maxResultBytes);
    }

    @Override
    protected boolean leavesTraces(CommandPipeline pipeline) {
        return pipeline.traits(sql).leavesTraces();
    }

    @Override
    protected boolean isReady(CommandPipeline pipeline) {
        return pipeline.isClear();
    }

    @Override
    protected void start(CommandPipeline pipeline) {
        this.pipeline = pipeline;
        this.commits = pipeline.mayCommit(pipeline.traits(sql));
        pipeline.session().dirtiness().ofLast();
        this.handles = new BatchHandles(this, pipeline);
        text = rows.bind(sql, pipeline.sqlModes());
        attributes = ParameterValues.encode(attributes, pipeline.session().values());
        rows.begin(pipeline.session().values());
        pipeline.hold(this);
        step(this::check);
    }

    private void check() {
        if (rows.check()) {
            choose();
        } else {
            inAnotherTurn(this::check);
        }
    }

    /**
     * Continues in a turn of its own, after the other connections of the I/O thread, unless the batch is cancelled by
     * then. No command of the batch is under way meanwhile.
     */
    void inAnotherTurn(Runnable next) {
        pipeline().turns().run(() -> step(isWanted() ? next : this::runNext));
    }

    private void choose() {
        InsertText insert = mode == BatchMode.AUTO && rows.count() > 1
                ? InsertText.of(text, pipeline().sqlModes()).orElse(null)
                : null;
        if (insert == null) {
            runFirst(List.of(new BatchStretch(0, rows.count(), false)));
            return;
        }
        requireWidth(insert.places());
        TableCheck check = new TableCheck(insert, this);
        check.ask(table -> {
            together = new TogetherRun(this, insert, check);
            runFirst(List.of(new BatchStretch(0, rows.count(), table.takesRowsTogether())));
        });
    }

    /** Whether each row may change the time zone that the next row is encoded for. Rows are then sent one by one. */
    boolean mayChangeZone() {
        return rows.dependsOnZone() && pipeline().traits(sql).leavesTraces();
    }

    /** The query attributes of each command that accepts them. */
    List<QueryAttribute> attributes() {
        return attributes;
    }

    void requireWidth(int parameters) {
        if (rows.width() != parameters) {
            throw new IllegalArgumentException("the statement has " + parameters
                    + " parameters, but the batch's rows have " + rows.width() + " values: "
                    + StatementText.withoutValues(sql));
        }
    }

    // --- stretches -------------------------------------------------------------------------------------------------

    /** Does these next. */
    void runFirst(List<BatchStretch> stretches) {
        for (int i = stretches.size() - 1; i >= 0; i--) {
            later(stretches.get(i));
        }
        runNext();
    }

    /** Executes these rows after the current ones. */
    void later(BatchStretch rows) {
        if (rows.count() > 0) {
            toDo.push(rows);
        }
    }

    /** Does what is to be done next. Nothing of the batch is on its way now. */
    void runNext() {
        if (!isWanted()) {
            stop();
        }
        BatchStretch next = toDo.poll();
        if (next == null) {
            finish();
        } else if (next.together() && next.count() > 1) {
            Objects.requireNonNull(together).run(next);
        } else {
            new RowByRow(this, next).sendNext();
        }
    }

    private void finish() {
        MySqlServerException ofAll = suspected;
        if (ofAll != null && report.refusedAll(ofAll.errorCode())) {
            giveUp(ofAll);
            return;
        }
        end();
        succeed(report.result());
    }

    /** Records that some rows failed with this error. It is the statement's error if no row succeeds. */
    void suspect(MySqlServerException refusal) {
        suspected = refusal;
    }

    /** Executes no more rows. */
    void stop() {
        toDo.clear();
    }

    /** Fails the whole batch after all commands under way are answered. */
    void giveUp(Throwable cause) {
        stop();
        if (failure == null) {
            failure = cause;
        }
    }

    /** Runs an action that may throw, and ends the batch if the action failed it. */
    private void step(Runnable action) {
        try {
            if (failure == null) {
                action.run();
            }
        } catch (Throwable e) {
            giveUp(Failures.ofSending(e, sql));
        }
        if (failure != null && open == 0) {
            end();
            fail(failure);
        }
    }

    private void end() {
        handles().close();
        pipeline().finished(this);
    }

    // --- commands --------------------------------------------------------------------------------------------------

    /** Executes rows. If it throws, nothing was sent. */
    void execute(ClientCommand command, Function<ResultSink, ResultsReader> reader, Consumer<BatchAnswer> answered) {
        ask(
                command,
                reader,
                new BatchAnswer(
                        pipeline().traits(sql).changesRows(),
                        answer -> answered(() -> {
                            if (answer.affectedRows() != 0) {
                                pipeline().changedRows();
                            }
                            answered.accept(answer);
                        })));
        executed = true;
    }

    /** Sends a query that executes no rows; its sink calls {@link #answered} at the end. */
    void ask(ClientCommand command, Function<ResultSink, ResultsReader> reader, ResultSink sink) {
        pipeline().send(command, reader.apply(sink));
        open++;
    }

    /** The reader for the answer to a text statement. */
    static ResultsReader textReader(ResultSink sink) {
        return new ResultsReader(RowFormat.TEXT, sink);
    }

    /** Prepares the statement; its owner calls {@link #answered}. */
    void prepare(Preparation.Owner owner) {
        new Preparation(text, pipeline(), owner).send();
        open++;
    }

    /** A command is answered, with this consequence. */
    void answered(Runnable consequence) {
        open--;
        step(consequence);
    }

    MySqlServerException error(ErrPacket error) {
        return pipeline().failure(error, sql);
    }

    // --- shared by the parts of the batch --------------------------------------------------------------------------

    @Override
    protected boolean boundsTransaction(CommandPipeline pipeline) {
        return pipeline.traits(sql).mayBoundTransaction();
    }

    /** A cancelled batch stops by itself; only a command that is being executed can be killed. */
    @Override
    public boolean mayBeKilled() {
        return executed && open > 0 && !commits;
    }

    @Override
    protected boolean isCommitting() {
        return executed && open > 0 && commits;
    }

    @Override
    public boolean keepsConnectionAfterDeadline() {
        return !isCommitting();
    }

    @Override
    public Throwable lateWhileUnderWay(Duration timeout) {
        if (isCommitting()) {
            return CommitOutcome.late(timeout);
        }
        return executed
                ? new MySqlTimeoutException(
                        "the batch took longer than its timeout of " + timeout.toMillis() + " ms; " + answered(),
                        Written.ALL)
                : new MySqlTimeoutException(
                        "the batch was not executed within its timeout of " + timeout.toMillis() + " ms", Written.NONE);
    }

    private String answered() {
        return report.settled() + " of the batch's " + rows.count()
                + " rows were answered; the outcome of the others is unknown";
    }

    @Override
    protected String sql() {
        return sql;
    }

    /** The statement with {@code ?} for each value of a row. */
    String text() {
        return text;
    }

    BatchRows rows() {
        return rows;
    }

    BatchReport report() {
        return report;
    }

    KeptVerdicts verdicts() {
        return verdicts;
    }

    long maxCommand() {
        return maxCommand;
    }

    /** The number of commands that are sent and not answered. */
    int open() {
        return open;
    }

    BatchHandles handles() {
        return Objects.requireNonNull(handles);
    }

    CommandPipeline pipeline() {
        return Objects.requireNonNull(pipeline);
    }

    /** The future loses the outcomes, so the message says how many rows were answered. */
    @Override
    protected Throwable lost(ConnectionLoss loss) {
        if (isCommitting()) {
            return CommitOutcome.lost(loss);
        }
        MySqlException cause = executed ? loss.underWay() : loss.beforeExecution();
        return executed && cause instanceof MySqlConnectionLostException lost
                ? new MySqlConnectionLostException(
                        cause.getMessage() + "; " + answered(), cause.getCause(), lost.written())
                : cause;
    }
}
