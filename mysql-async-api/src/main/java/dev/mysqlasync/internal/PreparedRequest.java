package dev.mysqlasync.internal;

import dev.mysqlasync.protocol.ColumnDefinition41;
import dev.mysqlasync.protocol.ComStmtClose;
import dev.mysqlasync.protocol.ComStmtExecute;
import dev.mysqlasync.protocol.ComStmtPrepare;
import dev.mysqlasync.protocol.ErrPacket;
import dev.mysqlasync.protocol.RowFormat;
import dev.mysqlasync.protocol.session.PrepareReader;
import dev.mysqlasync.protocol.session.PrepareSink;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A statement with arguments: prepared on the server unless it is already, then executed. */
final class PreparedRequest<T extends @Nullable Object> extends StatementRequest<T> {

    private @Nullable Object[] arguments; // as given until the start, then as they are sent
    private final SessionState session;
    private boolean executed;

    PreparedRequest(
            String sql,
            @Nullable Object[] arguments,
            SessionState session,
            ResultCollector<? extends T> collector,
            CompletableFuture<T> future,
            Executor callbacks) {
        super(sql, collector, future, callbacks);
        this.arguments = arguments;
        this.session = session;
    }

    @Override
    void start(CommandPipeline pipeline) {
        pipeline(pipeline);
        arguments = ParameterValues.encode(arguments, session.values());
        byte[] classes = ParameterClasses.of(arguments);
        PreparedHandle handle = session.statements().find(key(), classes);
        if (handle != null) {
            execute(handle, classes);
        } else {
            pipeline.send(new ComStmtPrepare(sql()), new PrepareReader(new Preparation(classes)));
            pipeline.hold(this);
        }
    }

    private StatementKey key() {
        return new StatementKey(sql(), session.schema());
    }

    private void execute(PreparedHandle handle, byte[] classes) {
        execute(new ComStmtExecute(handle.statementId(), false, Arrays.asList(arguments), List.of()), RowFormat.BINARY);
        executed = true;
        handle.usedWith(classes);
    }

    @Override
    Throwable lost(ConnectionLoss loss) {
        return executed ? super.lost(loss) : loss.beforeExecution();
    }

    /** The time between PREPARE and its answer, in which nothing else is sent. */
    private final class Preparation implements PrepareSink {
        private final byte[] classes;

        Preparation(byte[] classes) {
            this.classes = classes;
        }

        @Override
        public void prepared(int statementId, int parameterCount, List<ColumnDefinition41> columns) {
            pipeline().release();
            if (parameterCount != arguments.length) {
                close(statementId);
                finish(new IllegalArgumentException("the statement has " + parameterCount + " parameters, and "
                        + arguments.length + " arguments were given: " + sql()));
                return;
            }
            PreparedHandle handle = new PreparedHandle(statementId, parameterCount);
            // every answer before this one has arrived: this is the schema it was prepared in
            List<PreparedHandle> evicted = session.statements().add(key(), handle);
            executeIfWanted(handle);
            evicted.forEach(old -> close(old.statementId()));
        }

        /** A statement that was cancelled meanwhile is not executed. */
        private void executeIfWanted(PreparedHandle handle) {
            if (!isWanted()) {
                pipeline().finished(PreparedRequest.this);
                return;
            }
            try {
                execute(handle, classes);
            } catch (RuntimeException e) {
                finish(Failures.ofSending(e, sql()));
            }
        }

        private void close(int statementId) {
            pipeline().send(new ComStmtClose(statementId), null);
        }

        @Override
        public void error(ErrPacket error) {
            pipeline().release();
            finish(pipeline().failure(error, sql()));
        }

        private void finish(Throwable failure) {
            pipeline().finished(PreparedRequest.this);
            fail(failure);
        }
    }
}
