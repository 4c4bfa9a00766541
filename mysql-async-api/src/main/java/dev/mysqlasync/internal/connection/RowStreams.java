package dev.mysqlasync.internal.connection;

import dev.mysqlasync.Statement;
import dev.mysqlasync.internal.ConnectionDriver;
import dev.mysqlasync.internal.Lease;
import dev.mysqlasync.internal.Sending;
import dev.mysqlasync.internal.Sendings;
import dev.mysqlasync.internal.stream.CursorStream;
import dev.mysqlasync.internal.stream.NoRows;
import dev.mysqlasync.internal.stream.PacedRequest;
import dev.mysqlasync.internal.stream.ResultTaker;
import dev.mysqlasync.internal.stream.RowSource;
import dev.mysqlasync.internal.stream.RowStream;
import dev.mysqlasync.internal.stream.RowSubscription;
import dev.mysqlasync.internal.stream.ServerCursor;
import dev.mysqlasync.internal.stream.SignalThreads;
import dev.mysqlasync.internal.stream.StreamRequest;
import dev.mysqlasync.internal.stream.StreamedResults;
import dev.mysqlasync.internal.value.RowForm;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What gives out the rows of a connection's statements as they come. */
final class RowStreams {

    private final DriverConnection connection;
    private final ConnectionDriver driver;
    private final long maxResultBytes;
    private final @Nullable Lease lease;

    RowStreams(DriverConnection connection, ConnectionDriver driver, long maxResultBytes, @Nullable Lease lease) {
        this.connection = connection;
        this.driver = driver;
        this.maxResultBytes = maxResultBytes;
        this.lease = lease;
    }

    /** The rows of a statement, published to who subscribes. */
    <T> Flow.Publisher<T> of(Statement statement, RowForm<T> form) {
        Objects.requireNonNull(statement, "statement");
        return published(subscription -> opensCursor(statement)
                ? new CursorStream<>(
                        connection.outgoing(statement),
                        form,
                        subscription,
                        connection.driver(),
                        connection.timeoutOr(statement.timeout()))
                : request(
                        Sendings.of(connection.outgoing(statement)),
                        form,
                        subscription,
                        connection.timeoutOr(statement.timeout())));
    }

    /**
     * The rows of what is sent when somebody subscribes.
     *
     * @param timeout {@code null} for the connection's
     */
    <T> Flow.Publisher<T> of(Supplier<Sending> sending, RowForm<T> form, @Nullable Duration timeout) {
        return published(subscription -> request(sending.get(), form, subscription, connection.timeoutOr(timeout)));
    }

    private <T> RowSource request(
            Sending sending, RowForm<T> form, RowSubscription<T> subscription, @Nullable Duration timeout) {
        StreamRequest<T> request = new StreamRequest<>(sending, form, subscription, connection.driver(), timeout);
        request.of(lease);
        return request;
    }

    /** Publishes the rows of what is made when somebody subscribes; what is thrown then fails the stream. */
    private <T> Flow.Publisher<T> published(Function<RowSubscription<T>, RowSource> making) {
        return new RowStream<>(
                subscription -> {
                    try {
                        return making.apply(subscription);
                    } catch (Throwable e) {
                        return new NoRows(subscription, e);
                    }
                },
                SignalThreads.of(driver));
    }

    /** The results of a statement, to be taken step by step. */
    StreamedResults stepByStep(Statement given) {
        Statement statement = connection.outgoing(given);
        Duration timeout = connection.timeoutOr(statement.timeout());
        return new StreamedResults(
                taker -> taken(
                        opensCursor(statement)
                                ? new ServerCursor(statement, taker, connection.driver(), timeout)
                                : request(Sendings.of(statement), taker, timeout)),
                connection.values(),
                maxResultBytes,
                driver.ioThread(),
                driver.callbacks());
    }

    private RowSource request(Sending sending, ResultTaker taker, @Nullable Duration timeout) {
        PacedRequest request = new PacedRequest(sending, taker, connection.driver(), timeout);
        request.of(lease);
        return request;
    }

    private RowSource taken(RowSource source) {
        if (lease != null) {
            lease.takes(source);
        }
        return source;
    }

    /** No cursor reads what RETURNING gives: MySQL opens none, and MariaDB breaks down over one of a DELETE. */
    private boolean opensCursor(Statement statement) {
        return statement.fetchSize() > 0 && !connection.traits(statement).changesRowsOrMayRunWhatDoes();
    }
}
