package dev.mysqlasync.internal.client;

import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.StatementRunner;
import dev.mysqlasync.internal.command.Lease;
import dev.mysqlasync.internal.sql.StatementTraits;
import dev.mysqlasync.internal.statement.Execution;
import dev.mysqlasync.internal.statement.Executions;
import dev.mysqlasync.internal.stream.CursorStream;
import dev.mysqlasync.internal.stream.FailedSource;
import dev.mysqlasync.internal.stream.RowPublisher;
import dev.mysqlasync.internal.stream.RowSource;
import dev.mysqlasync.internal.stream.RowSubscription;
import dev.mysqlasync.internal.stream.ServerCursor;
import dev.mysqlasync.internal.stream.SignalExecutors;
import dev.mysqlasync.internal.stream.StreamRequest;
import dev.mysqlasync.internal.stream.StreamedResults;
import dev.mysqlasync.internal.stream.StreamingRequest;
import dev.mysqlasync.internal.value.RowConverter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates the streams of rows and results of a connection's statements. */
public final class RowStreams {

    private final StatementRunner runner;
    private final long maxResultBytes;

    RowStreams(StatementRunner runner, long maxResultBytes) {
        this.runner = runner;
        this.maxResultBytes = maxResultBytes;
    }

    /** A publisher of the rows of a statement, which is sent when somebody subscribes. */
    <T> Flow.Publisher<T> of(Statement statement, RowConverter<T> form) {
        Objects.requireNonNull(statement, "statement");
        return published(subscription -> {
            Statement outgoing = runner.outgoing(statement);
            Duration timeout = runner.timeoutOr(statement.timeout());
            return opensCursor(statement)
                    ? taken(new CursorStream<>(outgoing, form, subscription, runner, timeout))
                    : new StreamRequest<>(Executions.of(outgoing), form, subscription, runner, timeout);
        });
    }

    /**
     * As {@link #of(Statement, RowConverter)}, for a given execution.
     *
     * @param timeout {@code null} for the connection's
     */
    <T> Flow.Publisher<T> of(Supplier<Execution> execution, RowConverter<T> form, @Nullable Duration timeout) {
        return published(subscription ->
                new StreamRequest<>(execution.get(), form, subscription, runner, runner.timeoutOr(timeout)));
    }

    /** Creates a source for each subscriber. What {@code making} throws fails the stream. */
    private <T> Flow.Publisher<T> published(Function<RowSubscription<T>, RowSource> making) {
        return new RowPublisher<>(
                subscription -> {
                    try {
                        runner.check();
                        return making.apply(subscription);
                    } catch (Throwable e) {
                        return new FailedSource(subscription, e);
                    }
                },
                SignalExecutors.of(runner.engine()));
    }

    /** The results of a statement, to be read step by step. */
    public StreamedResults stepByStep(Statement given) {
        runner.check();
        Statement statement = runner.outgoing(given);
        Duration timeout = runner.timeoutOr(statement.timeout());
        return new StreamedResults(
                taker -> taken(
                        opensCursor(statement)
                                ? new ServerCursor(statement, taker, runner, timeout)
                                : new StreamingRequest(Executions.of(statement), taker, runner, timeout)),
                runner.values(),
                maxResultBytes,
                runner.engine().ioThread(),
                runner.engine().callbacks());
    }

    /** Registers a source that needs several commands, so that it is cancelled when the lease ends. */
    private RowSource taken(RowSource source) {
        Lease lease = runner.lease();
        if (lease != null) {
            lease.takes(source);
        }
        return source;
    }

    /**
     * Whether to open a server-side cursor. Statements that change rows return some only with RETURNING. MySQL opens no
     * cursor for those, and a cursor on {@code DELETE ... RETURNING} crashes MariaDB 10.11 and 11.8.
     */
    private boolean opensCursor(Statement statement) {
        return statement.fetchSize() > 0
                && !StatementTraits.of(statement.sql(), runner.sqlModes()).changesRowsOrMayRunWhatDoes();
    }
}
