package dev.mysqlasync.driver;

import static dev.mysqlasync.testkit.Replies.never;
import static dev.mysqlasync.testkit.Replies.ok;
import static dev.mysqlasync.testkit.Replies.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mysqlasync.MySqlConnection;
import dev.mysqlasync.MySqlOptions;
import dev.mysqlasync.MySqlOptionsBuilder;
import dev.mysqlasync.MySqlPool;
import dev.mysqlasync.PoolOptions;
import dev.mysqlasync.TlsMode;
import dev.mysqlasync.Transaction;
import dev.mysqlasync.testkit.AuthMode;
import dev.mysqlasync.testkit.FakeMySqlServer;
import dev.mysqlasync.testkit.ReceivedCommand;
import dev.mysqlasync.testkit.sim.InMemoryNetwork;
import dev.mysqlasync.testkit.sim.SimLoop;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A fake server, and what doors belong to, made when it is first asked for. */
final class DoorScene implements AutoCloseable {

    private final SimLoop loop;
    private final InMemoryNetwork network;
    private final FakeMySqlServer server;
    private final UnaryOperator<MySqlOptionsBuilder> changes;
    private final CompletableFuture<Object> endOfTransaction = new CompletableFuture<>();
    private boolean silent;
    private @Nullable MySqlConnection connection;
    private @Nullable MySqlConnection lent;
    private @Nullable MySqlPool pool;
    private @Nullable Transaction transaction;
    private @Nullable CompletableFuture<Object> whole;

    DoorScene(long seed, UnaryOperator<MySqlOptionsBuilder> changes) {
        this.loop = SimLoop.shuffled(seed);
        this.network = new InMemoryNetwork(loop);
        this.changes = changes;
        this.server = FakeMySqlServer.builder()
                .user("app", Scene.PASSWORD, AuthMode.CACHING_SHA2_FAST)
                .inMemory(network);
        server.whenMatches("SELECT (1|'behind'|\\?)").reply(rows("a INT").row(1));
        server.whenMatches("(INSERT|UPDATE|XA|CALL|DO) .*").reply(ok());
    }

    FakeMySqlServer server() {
        return server;
    }

    /** From now on nothing is answered on the connections there are. */
    void silence() {
        silent = true;
        server.when(command -> silent && !command.sql().contains("@@")).reply(never());
        server.when("SELECT ?").onPrepare(never()).reply(never());
        List.of("COM_PING", "COM_INIT_DB", "COM_RESET_CONNECTION", "COM_CHANGE_USER")
                .forEach(command -> server.whenCommand(command).reply(never()));
    }

    // --- holders ---------------------------------------------------------------------------------------------------

    MySqlOptions options() {
        return changes.apply(MySqlOptions.builder()
                        .host("fake")
                        .user("app")
                        .password(Scene.PASSWORD)
                        .tls(TlsMode.DISABLED)
                        .autocommit(true)
                        .transport(network.transport()))
                .build();
    }

    MySqlConnection connection() {
        if (connection == null) {
            connection = loop.await(MySqlConnection.connect(options()));
            settle();
        }
        return connection;
    }

    /** A pool of one connection, which is made. */
    MySqlPool pool() {
        if (pool == null) {
            pool = MySqlPool.create(options(), PoolOptions.builder().maxSize(1).build());
            loop.await(pool.query("SELECT 1"));
            settle();
        }
        return pool;
    }

    MySqlConnection lent() {
        if (lent == null) {
            lent = loop.await(pool().acquire());
            settle();
        }
        return lent;
    }

    /** A transaction of the connection, open until {@link #endTransaction}. */
    Transaction transaction() {
        if (transaction == null) {
            AtomicReference<Transaction> opened = new AtomicReference<>();
            whole = connection().inTransaction(begun -> {
                opened.set(begun);
                return endOfTransaction;
            });
            settle();
            transaction = opened.get();
        }
        return Objects.requireNonNull(transaction);
    }

    /** The function that has the transaction ends well, whatever became of its statements. */
    CompletableFuture<Object> endTransaction() {
        endOfTransaction.complete("swallowed");
        return Objects.requireNonNull(whole);
    }

    // --- events ----------------------------------------------------------------------------------------------------

    void settle() {
        loop.runUntilIdle();
    }

    /**
     * Runs so many events, or fewer until the future is complete.
     *
     * @return whether it is complete
     */
    boolean run(int events, CompletableFuture<?> future) {
        int[] left = {events};
        loop.runUntil(() -> future.isDone() || left[0]-- <= 0);
        return future.isDone();
    }

    /** The network cuts every connection there is. */
    void cut() {
        server.connections().forEach(each -> server.killConnection(each.connectionId()));
    }

    void advance(Duration time) {
        loop.clock().advance(time);
    }

    /** What has been executed, in order. */
    List<String> executed() {
        return server.commands().stream()
                .filter(ReceivedCommand::runsSql)
                .filter(command -> !command.command().equals("COM_STMT_PREPARE"))
                .map(ReceivedCommand::sql)
                .toList();
    }

    /** What the future has failed with; {@code null} where it has not. */
    static @Nullable Throwable failure(CompletableFuture<?> future) {
        Throwable thrown =
                future.isDone() ? future.handle((value, failure) -> failure).join() : null;
        return thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : thrown;
    }

    /** Checks that nothing is left. */
    @Override
    public void close() {
        silent = false;
        endOfTransaction.complete("over");
        if (connection != null) {
            CompletableFuture<?> unused = connection.close();
        }
        if (lent != null) {
            CompletableFuture<?> unused = lent.close();
        }
        if (pool != null) {
            CompletableFuture<?> unused = pool.closeAsync(Duration.ofSeconds(1));
        }
        advance(Duration.ofSeconds(60));
        assertThat(network.openConnections()).as("open connections").isZero();
        assertThat(server.connections()).allMatch(closed -> closed.closedBy() != null, "closed at the server");
        assertThat(whole == null || whole.isDone())
                .as("the transaction is over")
                .isTrue();
        Duration before = loop.clock().elapsed();
        assertThat(catchThrowable(() -> loop.runUntil(() -> false))).isInstanceOf(IllegalStateException.class);
        assertThat(loop.clock().elapsed()).as("a timer was left").isEqualTo(before);
        server.close();
    }
}
