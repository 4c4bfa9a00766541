package dev.mysqlasync.internal;

import dev.mysqlasync.Autocommit;
import dev.mysqlasync.ExecuteResult;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.spi.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection that is opened to kill another one's statement, and closed again. */
final class SideConnection implements Stops.Killer {

    private final long connectionId;
    private final Consumer<Runnable> onIoThread;
    private final Runnable answered;
    private final CompletableFuture<ConnectionDriver> connecting;
    private volatile @Nullable Throwable failure;

    private SideConnection(
            MySqlOptions options,
            Transport transport,
            long connectionId,
            Consumer<Runnable> onIoThread,
            Runnable answered) {
        this.connectionId = connectionId;
        this.onIoThread = onIoThread;
        this.answered = answered;
        this.connecting = new ConnectionDriver(options, transport, Runnable::run).open();
    }

    /**
     * Begins to connect.
     *
     * @param connectionId whose statement is to be killed
     * @param onIoThread runs a step on that connection's I/O thread, as a turn of its own
     * @param ready told when {@link #kill} may be called
     * @param answered told when the KILL was answered, be it with an error
     */
    static SideConnection open(
            MySqlOptions options,
            Transport transport,
            long connectionId,
            Consumer<Runnable> onIoThread,
            Runnable ready,
            Runnable answered) {
        SideConnection side = new SideConnection(plain(options), transport, connectionId, onIoThread, answered);
        CompletableFuture<?> unused = side.connecting.whenComplete((driver, thrown) -> {
            if (thrown == null) {
                onIoThread.accept(ready);
            } else {
                side.failure = unwrapped(thrown);
            }
        });
        return side;
    }

    /** Ends a connection that was given up, with what still runs on it, as far as that can be done. */
    static void end(MySqlOptions options, Transport transport, long connectionId) {
        CompletableFuture<?> unused = new ConnectionDriver(plain(options), transport, Runnable::run)
                .open()
                .thenCompose(driver -> {
                    driver.intake().submit(statement("KILL CONNECTION " + connectionId, new CompletableFuture<>()));
                    return driver.close();
                });
    }

    private static Request<ExecuteResult> statement(String sql, CompletableFuture<ExecuteResult> done) {
        return new CollectingRequest<>(new TextSending(sql, List.of()), new EffectCollector(), done, Runnable::run);
    }

    /** As the connection it serves, without what a KILL does not need. */
    private static MySqlOptions plain(MySqlOptions options) {
        Duration grace = options.cancelGrace();
        return options.toBuilder()
                .database(null)
                .initStatements(List.of())
                .autocommit(Autocommit.SERVER)
                .statementTimeout(null)
                .connectTimeout(grace.isZero() ? Duration.ofMillis(1) : grace)
                .build();
    }

    @Override
    public void kill() {
        ConnectionDriver driver = connecting.join();
        CompletableFuture<ExecuteResult> done = new CompletableFuture<>();
        driver.intake().submit(statement("KILL QUERY " + connectionId, done));
        CompletableFuture<?> unused = done.whenComplete((effect, thrown) -> {
            if (thrown != null) {
                failure = unwrapped(thrown);
            }
            onIoThread.accept(answered);
        });
    }

    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void close() {
        CompletableFuture<?> unused = connecting.thenCompose(ConnectionDriver::close);
        connecting.cancel(true);
    }
}
