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

/** What gives out the rows of a connection's statements as they come. */
public final class RowStreams {

    private final StatementRunner runner;
    private final long maxResultBytes;

    RowStreams(StatementRunner runner, long maxResultBytes) {
        this.runner = runner;
        this.maxResultBytes = maxResultBytes;
    }

    /** The rows of a statement, published to who subscribes. */
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
     * The rows of what is sent when somebody subscribes.
     *
     * @param timeout {@code null} for the connection's
     */
    <T> Flow.Publisher<T> of(Supplier<Execution> execution, RowConverter<T> form, @Nullable Duration timeout) {
        return published(subscription ->
                new StreamRequest<>(execution.get(), form, subscription, runner, runner.timeoutOr(timeout)));
    }

    /** Publishes the rows of what is made when somebody subscribes; what is thrown then fails the stream. */
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

    /** The results of a statement, to be taken step by step. */
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

    /** What takes several commands is left where it is when the lease ends. */
    private RowSource taken(RowSource source) {
        Lease lease = runner.lease();
        if (lease != null) {
            lease.takes(source);
        }
        return source;
    }

    /** No cursor reads what RETURNING gives: MySQL opens none, and MariaDB breaks down over one of a DELETE. */
    private boolean opensCursor(Statement statement) {
        return statement.fetchSize() > 0
                && !StatementTraits.of(statement.sql(), runner.sqlModes()).changesRowsOrMayRunWhatDoes();
    }
}
